//! Schemas as tables.

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use super::html::{code, prose, text};

/// All schemas of the document.
pub fn render_all(page: &mut String, document: &OpenAPI) {
    for (name, schema) in document.components.iter().flat_map(|components| &components.schemas) {
        let ReferenceOr::Item(schema) = schema else { continue };
        page.push_str(&format!("<section class=\"schema\" id=\"schema-{0}\"><h3><a href=\"#schema-{0}\">{0}</a></h3>", text(name)));
        description(page, schema);
        page.push_str(&fields(schema));
        page.push_str("</section>\n");
    }
}

fn description(page: &mut String, schema: &Schema) {
    let said = schema.schema_data.description.as_deref().unwrap_or_default();
    let (about, items) = said.split_once("\n- ").unwrap_or((said, ""));
    page.push_str(&format!("<p>{}</p>", prose(about)));
    list(page, items);
}

/// Items as OpenAPI descriptions have them: a line for each, a dash in front.
pub fn list(page: &mut String, items: &str) {
    if items.is_empty() {
        return;
    }
    page.push_str("<dl>");
    for item in items.split("\n- ") {
        let (name, meaning) = item.split_once(": ").unwrap_or((item, ""));
        page.push_str(&format!("<dt>{}</dt><dd>{}</dd>", prose(name), prose(meaning)));
    }
    page.push_str("</dl>");
}

/// The schema behind a reference.
pub fn resolve<'a>(document: &'a OpenAPI, schema: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
    match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => {
            let name = reference.rsplit('/').next()?;
            document.components.as_ref()?.schemas.get(name)?.as_item()
        }
    }
}

/// The properties of an object as rows; nothing for other schemas.
pub fn fields(schema: &Schema) -> String {
    let (properties, required, closed, choice) = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => (&object.properties, &object.required, object.additional_properties.is_some(), Vec::new()),
        SchemaKind::Any(any) => {
            let arms = any.one_of.iter().filter_map(|arm| arm.as_item()?.schema_data.title.as_deref());
            (&any.properties, &any.required, any.additional_properties.is_some(), arms.map(code).collect())
        }
        _ => return String::new(),
    };
    if properties.is_empty() {
        return "<p class=\"none\">No fields.</p>".to_owned();
    }
    let mut rows = String::new();
    if !choice.is_empty() {
        rows.push_str(&format!("<p class=\"choice\">Exactly one of {} must be given.</p>", choice.join(" and ")));
    }
    rows.push_str("<div class=\"fields\">");
    for (name, property) in properties {
        let schema = property.clone().unbox();
        let note = match &schema {
            ReferenceOr::Item(schema) if schema.schema_data.read_only => "read only",
            // What callers write may refuse the unknown; there it matters what must be given, elsewhere what can be missing.
            _ if closed && required.contains(name) => "required",
            _ if !closed && !required.contains(name) => "can be absent",
            _ => "",
        };
        let about = schema.as_item().and_then(|schema| schema.schema_data.description.as_deref()).unwrap_or_default();
        rows.push_str(&row(name, &schema, note, about));
    }
    rows.push_str("</div>");
    rows
}

/// One field or parameter.
pub fn row(name: &str, schema: &ReferenceOr<Schema>, note: &str, about: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!("<em>{}</em>", text(note)) };
    let limits = schema.as_item().map(limits).unwrap_or_default();
    let limits = if limits.is_empty() { String::new() } else { format!("<small>{}</small>", limits.join(" · ")) };
    let kind = type_of(schema);
    format!("<div class=\"field\"><div class=\"name\">{}<span>{kind}</span>{note}</div><p>{}{limits}</p></div>", code(name), prose(about))
}

/// What a value is, with links to schemas.
pub fn type_of(schema: &ReferenceOr<Schema>) -> String {
    let schema = match schema {
        ReferenceOr::Reference { reference } => {
            let name = text(reference.rsplit('/').next().unwrap_or_default());
            return format!("<a href=\"#schema-{name}\">{name}</a>");
        }
        ReferenceOr::Item(schema) => schema,
    };
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of.iter().map(type_of).collect::<Vec<_>>().join(" and "),
        SchemaKind::Type(Type::Array(array)) => match &array.items {
            Some(items) => format!("array of {}", type_of(&items.clone().unbox())),
            None => "array".into(),
        },
        SchemaKind::Type(Type::Integer(integer)) => match &integer.format {
            VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int64) => "integer, 64 bits".into(),
            _ => "integer".into(),
        },
        SchemaKind::Type(Type::String(string)) => match &string.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => "time, RFC 3339".into(),
            VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => "base64".into(),
            _ => "string".into(),
        },
        SchemaKind::Type(Type::Boolean(_)) => "boolean".into(),
        SchemaKind::Type(Type::Number(_)) => "number".into(),
        _ => "object".into(),
    }
}

fn limits(schema: &Schema) -> Vec<String> {
    let mut limits = Vec::new();
    match &schema.schema_kind {
        SchemaKind::Type(Type::Integer(integer)) => match (integer.minimum, integer.maximum) {
            (Some(low), Some(high)) => limits.push(format!("{low} to {high}")),
            (Some(low), None) => limits.push(format!("at least {low}")),
            (None, Some(high)) => limits.push(format!("at most {high}")),
            (None, None) => {}
        },
        SchemaKind::Type(Type::String(string)) => {
            match (string.min_length, string.max_length) {
                (Some(low), Some(high)) => limits.push(format!("{low} to {high} characters")),
                (Some(low), None) => limits.push(format!("at least {low} characters")),
                (None, Some(high)) => limits.push(format!("at most {high} characters")),
                (None, None) => {}
            }
            limits.extend(string.pattern.as_ref().map(|pattern| format!("matches {}", code(pattern))));
            let names: Vec<String> = string.enumeration.iter().flatten().map(|name| code(name)).collect();
            if !names.is_empty() {
                limits.push(format!("one of {}", names.join(", ")));
            }
        }
        _ => {}
    }
    limits
}
