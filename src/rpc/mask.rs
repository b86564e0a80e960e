//! Update masks, as in AIP-134.

use crate::model::{Error, Result};

/// Which fields to change.
pub(super) struct Mask(Option<Vec<String>>);

impl Mask {
    /// The mask of a request. A path that is none of `known` is refused; an empty mask means the fields that are not empty.
    pub(super) fn new(mask: Option<prost_types::FieldMask>, known: &[&str]) -> Result<Self> {
        let paths = mask.map(|mask| mask.paths).filter(|paths| !paths.is_empty());
        if let Some(unknown) = paths.iter().flatten().find(|path| !known.contains(&path.as_str())) {
            let problem = format!("{unknown:?} cannot be changed; what can is: {}", known.join(", "));
            return Err(Error::invalid("update_mask", "UNKNOWN_FIELD", problem));
        }
        Ok(Self(paths))
    }

    /// Whether a field is to be changed.
    pub(super) fn has(&self, path: &str, filled: bool) -> bool {
        match &self.0 {
            Some(paths) => paths.iter().any(|named| named == path),
            None => filled,
        }
    }
}
