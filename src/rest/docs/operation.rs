//! One operation: what it takes and gives on the left, how it looks on the right.

use openapiv3::{OpenAPI, Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode};
use serde_json::Value;

use super::html::{badge, block, code, json, prose, shell, text};
use super::{Entry, types};

/// Appends the operation.
pub fn render(page: &mut String, document: &OpenAPI, entry: &Entry<'_>, server: &str) {
    let id = text(entry.id());
    let title = text(&entry.title());
    let public = entry.operation.security.as_ref().is_some_and(Vec::is_empty);
    page.push_str(&format!("<section class=\"operation\" id=\"{id}\"><div class=\"text\"><h3><a href=\"#{id}\">{title}</a></h3>"));
    page.push_str(&format!("<p class=\"path\">{}{}</p>", badge(&entry.method), path(entry.path)));
    page.push_str(&format!("<p>{}</p>", prose(entry.operation.description.as_deref().unwrap_or_default())));
    if public {
        page.push_str("<p class=\"open\">Needs no credential.</p>");
    }
    parameters(page, entry);
    body(page, document, entry);
    answers(page, document, entry);
    page.push_str("</div>\n<div class=\"code\">");
    page.push_str(&block("Request", &curl(entry, server, public)));
    for (status, response) in &entry.operation.responses.responses {
        let ReferenceOr::Item(response) = response else { continue };
        if let Some(example) = response.content.values().find_map(|media| media.example.as_ref()) {
            let example = example.as_str().map_or_else(|| json(example), |plain| text(plain.trim_end()));
            page.push_str(&block(&format!("Response {status}"), &example));
        }
    }
    page.push_str("</div></section>\n");
}

/// A path that may break behind its slashes, with its variables set off.
fn path(path: &str) -> String {
    let marked = text(path).replace('/', "/<wbr>").replace('{', "<i>{").replace('}', "}</i>");
    format!("<code>{marked}</code>")
}

fn parameters(page: &mut String, entry: &Entry<'_>) {
    for (title, place) in [("Path", "path"), ("Query", "query"), ("Headers", "header")] {
        let mut rows = String::new();
        for parameter in entry.operation.parameters.iter().filter_map(|parameter| parameter.as_item()).filter(|parameter| kind(parameter) == place) {
            let data = parameter.parameter_data_ref();
            let ParameterSchemaOrContent::Schema(schema) = &data.format else { continue };
            let note = if data.required { "required" } else { "" };
            rows.push_str(&types::row(&data.name, schema, note, data.description.as_deref().unwrap_or_default()));
        }
        if !rows.is_empty() {
            page.push_str(&format!("<h4>{title}</h4><div class=\"fields\">{rows}</div>"));
        }
    }
}

fn kind(parameter: &Parameter) -> &'static str {
    match parameter {
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Path { .. } => "path",
        Parameter::Cookie { .. } => "cookie",
    }
}

fn body(page: &mut String, document: &OpenAPI, entry: &Entry<'_>) {
    let Some(ReferenceOr::Item(body)) = &entry.operation.request_body else { return };
    let schema = body.content.values().find_map(|media| media.schema.as_ref());
    let Some(schema) = schema.and_then(|schema| types::resolve(document, schema)) else { return };
    let optional = if body.required { "" } else { " <small>can be left out</small>" };
    page.push_str(&format!("<h4>Body{optional}</h4>{}", types::fields(schema)));
}

fn answers(page: &mut String, document: &OpenAPI, entry: &Entry<'_>) {
    page.push_str("<h4>Responses</h4><div class=\"answers\">");
    let default = entry.operation.responses.default.as_ref().map(|response| ("else".to_owned(), response));
    let coded = entry.operation.responses.responses.iter().map(|(status, response)| {
        let StatusCode::Code(code) = status else { return (String::new(), response) };
        (code.to_string(), response)
    });
    let mut errors = String::new();
    for (status, response) in coded.chain(default) {
        match response {
            ReferenceOr::Item(response) => success(page, &status, response),
            ReferenceOr::Reference { reference } => {
                let meaning = shared(document, reference).map(|response| response.description.as_str()).unwrap_or_default();
                errors.push_str(&format!("<dt>{}</dt><dd>{}</dd>", code(&status), prose(meaning)));
            }
        }
    }
    page.push_str(&format!(
        "<details><summary>Errors</summary><dl>{errors}</dl><p>The body of an error is an <a href=\"#schema-Error\">Error</a>.</p></details></div>"
    ));
}

fn success(page: &mut String, status: &str, response: &Response) {
    let (about, items) = response.description.split_once("\n- ").unwrap_or((&response.description, ""));
    let schema = response.content.iter().find_map(|(kind, media)| media.schema.as_ref().map(|schema| (kind, schema)));
    let what = match schema {
        Some((kind, _)) if kind == "text/event-stream" => format!("<span>{}</span>", text(kind)),
        Some((_, schema)) => format!("<span>{}</span>", types::type_of(schema)),
        None => String::new(),
    };
    page.push_str(&format!("<div class=\"field\"><div class=\"name\">{}{what}</div><p>{}</p></div>", code(status), prose(about)));
    let events = response.content.values().find_map(|media| media.extensions.get("x-events")).and_then(Value::as_object);
    if let Some(events) = events {
        page.push_str("<div class=\"fields events\">");
        for (name, schema) in events {
            let about = items.split("\n- ").find_map(|item| item.strip_prefix(&format!("`{name}`: "))).unwrap_or_default();
            let reference = schema.get("$ref").and_then(Value::as_str).unwrap_or_default();
            page.push_str(&types::row(name, &ReferenceOr::ref_(reference), "", about));
        }
        page.push_str("</div>");
    }
}

fn shared<'a>(document: &'a OpenAPI, reference: &str) -> Option<&'a Response> {
    document.components.as_ref()?.responses.get(reference.rsplit('/').next()?)?.as_item()
}

/// The request as a command that works when it is pasted.
fn curl(entry: &Entry<'_>, server: &str, public: bool) -> String {
    let mut url = format!("{server}{}", entry.path);
    for parameter in entry.operation.parameters.iter().filter_map(|parameter| parameter.as_item()) {
        let data: &ParameterData = parameter.parameter_data_ref();
        let example = data.example.as_ref().map_or_else(|| "1".to_owned(), |example| example.to_string().trim_matches('"').to_owned());
        url = url.replace(&format!("{{{}}}", data.name), &example);
    }
    let events = entry.operation.responses.responses.values().filter_map(|response| response.as_item());
    let stream = events.into_iter().any(|response| response.content.contains_key("text/event-stream"));
    let mut command = String::from(if stream { "curl -N" } else { "curl" });
    if entry.method != "GET" && !(entry.method == "POST" && (has_body(entry) || raw_body(entry).is_some())) {
        command.push_str(&format!(" -X {}", entry.method));
    }
    let mut lines = vec![format!("{command} {}", shell(&url))];
    if !public {
        lines.push("-H \"Authorization: Bearer $TOKEN\"".into());
    }
    if let Some(kind) = raw_body(entry) {
        lines.push(format!("-H 'Content-Type: {kind}'"));
        lines.push("--data-binary @FILE".into());
    } else if has_body(entry) {
        lines.push("-H 'Content-Type: application/json'".into());
        if let Some(example) = example_body(entry) {
            lines.push(format!("-d {}", shell(&serde_json::to_string_pretty(example).unwrap_or_default().replace('\n', "\n  "))));
        }
    }
    text(&lines.join(" \\\n  "))
}

/// A type to send a raw body as, if the operation takes one.
fn raw_body(entry: &Entry<'_>) -> Option<&'static str> {
    entry.operation.request_body.as_ref()?.as_item()?.content.contains_key("application/octet-stream").then_some("application/pdf")
}

fn example_body<'a>(entry: &'a Entry<'_>) -> Option<&'a Value> {
    entry.operation.request_body.as_ref()?.as_item()?.content.values().find_map(|media| media.example.as_ref())
}

/// Whether the command sends a body: an example without fields is as good as none.
fn has_body(entry: &Entry<'_>) -> bool {
    example_body(entry).and_then(Value::as_object).is_some_and(|fields| !fields.is_empty())
}
