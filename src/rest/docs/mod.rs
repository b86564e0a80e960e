//! `/docs`: the API reference as one page, rendered at start-up from the OpenAPI document, without a script and without a foreign asset.

mod html;
mod operation;
mod types;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openapiv3::{OpenAPI, Operation};
use sha2::{Digest as _, Sha256};

use html::{code, prose, text};

const STYLE: &str = include_str!("style.css");

/// One operation with its place.
pub struct Entry<'a> {
    /// The path with its variables in braces.
    pub path: &'a str,
    /// The method, in capitals.
    pub method: String,
    /// The operation.
    pub operation: &'a Operation,
}

impl Entry<'_> {
    /// The operation's id, which is its anchor too.
    pub fn id(&self) -> &str {
        self.operation.operation_id.as_deref().unwrap_or_default()
    }

    /// The id as words: `CloseChatSession` is "Close chat session".
    pub fn title(&self) -> String {
        let mut title = String::new();
        for letter in self.id().chars() {
            if letter.is_ascii_uppercase() && !title.is_empty() {
                title.push(' ');
                title.push(letter.to_ascii_lowercase());
            } else {
                title.push(letter);
            }
        }
        title.replace(" api ", " API ")
    }
}

/// What the browser may do on the page: apply the style that is in it, and nothing else.
pub fn content_security_policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

/// The page. The operations come in the order of their ids.
pub fn page(document: &OpenAPI, order: &[String]) -> String {
    let mut entries: Vec<Entry<'_>> =
        document.operations().map(|(path, method, operation)| Entry { path, method: method.to_ascii_uppercase(), operation }).collect();
    entries.sort_by_key(|entry| order.iter().position(|id| id == entry.id()));
    let server = document.servers.first().map_or("http://127.0.0.1:8080", |server| server.url.as_str());
    let title = text(&document.info.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#top\">Skip to the content</a>\n\
         <header class=\"bar\"><a class=\"brand\" href=\"#top\">{title}</a><span class=\"version\">{}</span>\
         <a class=\"to-contents\" href=\"#contents\">Contents</a><a class=\"raw\" href=\"/openapi.json\">openapi.json</a></header>\n",
        text(&document.info.version)
    );
    navigation(&mut page, document, &entries);
    page.push_str("<main id=\"top\">\n<section class=\"intro\"><h1>");
    page.push_str(&title);
    page.push_str("</h1>");
    for paragraph in document.info.description.as_deref().unwrap_or_default().split("\n\n") {
        page.push_str(&format!("<p>{}</p>", prose(paragraph)));
    }
    page.push_str(&format!("<p class=\"server\"><span>Server</span> {}</p></section>\n", code(server)));
    for tag in &document.tags {
        let about = prose(tag.description.as_deref().unwrap_or_default());
        page.push_str(&format!("<section class=\"group\" id=\"{0}\"><h2><a href=\"#{0}\">{0}</a></h2><p>{about}</p></section>\n", text(&tag.name)));
        for entry in entries.iter().filter(|entry| entry.operation.tags.contains(&tag.name)) {
            operation::render(&mut page, document, entry, server);
        }
    }
    page.push_str(
        "<section class=\"group\" id=\"schemas\"><h2><a href=\"#schemas\">Schemas</a></h2><p>What requests and responses hold.</p></section>\n",
    );
    types::render_all(&mut page, document);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn navigation(page: &mut String, document: &OpenAPI, entries: &[Entry<'_>]) {
    page.push_str("<nav id=\"contents\" aria-label=\"Contents\">\n");
    for tag in &document.tags {
        page.push_str(&format!("<h2><a href=\"#{0}\">{0}</a></h2>\n<ul>\n", text(&tag.name)));
        for entry in entries.iter().filter(|entry| entry.operation.tags.contains(&tag.name)) {
            let (id, title, badge) = (text(entry.id()), text(&entry.title()), html::badge(&entry.method));
            page.push_str(&format!("<li><a href=\"#{id}\"><span>{title}</span>{badge}</a></li>\n"));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("<h2><a href=\"#schemas\">Schemas</a></h2>\n<details><summary>All schemas</summary>\n<ul>\n");
    for name in document.components.iter().flat_map(|components| components.schemas.keys()) {
        page.push_str(&format!("<li><a href=\"#schema-{0}\"><span>{0}</span></a></li>\n", text(name)));
    }
    page.push_str("</ul>\n</details>\n</nav>\n");
}
