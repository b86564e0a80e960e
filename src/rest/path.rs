//! Path templates such as `/chat_sessions/{id}:close`, and the parts of a path as it came.

use super::error::{Problem, reason};

/// One segment of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that must be there.
    Literal(String),
    /// A field of the request by its dotted name.
    Variable(String),
}

/// A path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The segments in order.
    pub segments: Vec<Segment>,
    /// The verb behind the last segment.
    pub verb: Option<String>,
}

impl Template {
    /// Reads a template. Of the grammar in google/api/http.proto only what this API uses is understood: literals, `{field}` and a verb.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = text.strip_prefix('/').ok_or("a path begins with a slash")?;
        let mut segments = Vec::new();
        let mut verb = None;
        let mut parts = rest.split('/').peekable();
        while let Some(part) = parts.next() {
            let (part, behind) = match part.rsplit_once(':') {
                Some((part, behind)) => (part, Some(behind)),
                None => (part, None),
            };
            if let Some(behind) = behind {
                if parts.peek().is_some() || !is_name(behind, "_") {
                    return Err("a verb is a name behind the last segment".into());
                }
                verb = Some(behind.to_owned());
            }
            segments.push(match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) if is_name(name, "_.") => Segment::Variable(name.to_owned()),
                None if is_name(part, "_-.") => Segment::Literal(part.to_owned()),
                _ => return Err(format!("{part:?} is neither a literal nor a {{field}}")),
            });
        }
        Ok(Self { segments, verb })
    }

    /// The path for axum. A verb behind a variable is left out, because the router knows no text behind a variable: it is told apart later.
    pub fn route(&self) -> String {
        let mut route = String::new();
        for (index, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Literal(text) => route.push_str(&format!("/{text}")),
                Segment::Variable(_) => route.push_str(&format!("/{{p{index}}}")),
            }
        }
        match (&self.verb, self.segments.last()) {
            (Some(verb), Some(Segment::Literal(_))) => format!("{route}:{verb}"),
            _ => route,
        }
    }

    /// The verb that is told apart after routing.
    pub fn open_verb(&self) -> Option<&str> {
        match self.segments.last() {
            Some(Segment::Variable(_)) => self.verb.as_deref(),
            _ => None,
        }
    }

    /// The variables and their segments' numbers.
    pub fn variables(&self) -> impl Iterator<Item = (usize, &str)> {
        self.segments.iter().enumerate().filter_map(|(index, segment)| match segment {
            Segment::Variable(name) => Some((index, name.as_str())),
            Segment::Literal(_) => None,
        })
    }
}

fn is_name(text: &str, others: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || others.contains(letter))
}

/// A path as it came, cut into its segments and the verb. Only a colon that was sent as one begins a verb: `%3A` belongs to the id.
pub fn split(raw: &str, open: bool) -> (Vec<&str>, Option<&str>) {
    let mut segments: Vec<&str> = raw.trim_start_matches('/').split('/').collect();
    let mut verb = None;
    if open
        && let Some(last) = segments.last_mut()
        && let Some((before, behind)) = last.rsplit_once(':')
    {
        *last = before;
        verb = Some(behind);
    }
    (segments, verb)
}

/// Undoes percent-encoding. In a query a plus is a space as well.
pub fn unescape(raw: &str, plus: bool, field: Option<&str>) -> Result<String, Problem> {
    let wrong = |text| Problem::invalid(reason::WRONG_FORMAT, field, text);
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
                match (digit(rest.next()), digit(rest.next())) {
                    (Some(high), Some(low)) => high << 4 | low,
                    _ => return Err(wrong("the address holds a % without two hexadecimal digits behind it")),
                }
            }
            b'+' if plus => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| wrong("the address is not UTF-8"))
}
