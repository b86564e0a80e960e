//! Text to HTML. Everything that comes from the document goes through here.

/// Escapes text, also for attributes.
pub fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Code inside a line.
pub fn code(raw: &str) -> String {
    format!("<code>{}</code>", text(raw))
}

/// A comment: what stands between backticks and what is written like a constant or a field is code.
pub fn prose(raw: &str) -> String {
    let mut out = String::new();
    for (index, part) in raw.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
        } else {
            words(part, &mut out);
        }
    }
    out
}

fn words(raw: &str, out: &mut String) {
    for piece in raw.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        let word = piece.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let rest = &piece[word.len()..];
        if word.trim_matches('_').contains('_') {
            out.push_str(&code(word));
        } else {
            out.push_str(&text(word));
        }
        out.push_str(&text(rest));
    }
}

/// The name of an HTTP method.
pub fn badge(method: &str) -> String {
    format!("<b class=\"method {}\">{}</b>", text(&method.to_ascii_lowercase()), text(method))
}

/// A block of code with its heading.
pub fn block(title: &str, body: &str) -> String {
    // A region that scrolls must be reachable by keyboard.
    format!("<figure><figcaption>{}</figcaption><pre tabindex=\"0\">{body}</pre></figure>\n", text(title))
}

/// JSON with its names set off.
pub fn json(value: &serde_json::Value) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
    let lines: Vec<String> = pretty
        .lines()
        .map(|line| match line.trim_start().starts_with('"').then(|| line.split_once("\": ")).flatten() {
            Some((name, rest)) => format!("<i>{}&quot;</i>: {}", text(name), text(rest)),
            None => text(line),
        })
        .collect();
    lines.join("\n")
}

/// Text inside single quotes of a shell.
pub fn shell(raw: &str) -> String {
    format!("'{}'", raw.replace('\'', r"'\''"))
}
