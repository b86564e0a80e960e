//! The signed heads, one after the other beside the records.

use std::path::PathBuf;

use crate::audit::heads::{self, Head, SignedBy};
use crate::model::audit::Hash;
use crate::model::{Finding, FindingKind, Time};

type Lines = Box<dyn Iterator<Item = Result<Head, String>> + Send>;

/// The signed heads of some files.
pub struct Witness {
    files: Vec<(Lines, Option<Head>)>,
    trusted: Vec<SignedBy>,
    /// What is wrong with the files themselves.
    wrong: Vec<Finding>,
    /// So many heads were compared.
    pub compared: u64,
    /// The last record that any of them names.
    pub newest: i64,
    /// When that was signed.
    pub newest_at: Option<Time>,
}

impl Witness {
    /// The heads in these files, each in the order in which they were signed.
    pub fn open(files: &[PathBuf], trusted: &[SignedBy]) -> Result<Self, String> {
        let open = |(place, file): (usize, &PathBuf)| -> Result<(Lines, Option<Head>), String> {
            // The first is this node's own, which has none before anything was recorded. The others were named.
            if place > 0 && !file.exists() {
                return Err(format!("there is no file {}", file.display()));
            }
            Ok((Box::new(heads::read(file)?), None))
        };
        let files = files.iter().enumerate().map(open).collect::<Result<Vec<_>, _>>()?;
        let mut witness = Self { files, trusted: trusted.to_vec(), wrong: Vec::new(), compared: 0, newest: 0, newest_at: None };
        for file in 0..witness.files.len() {
            witness.advance(file);
        }
        Ok(witness)
    }

    /// Compares a record with the heads that name it: records come in order.
    pub fn compare(&mut self, id: i64, hash: &Hash) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.wrong);
        for file in 0..self.files.len() {
            while let Some(head) = self.files[file].1.take_if(|head| head.last_id <= id) {
                self.compared += 1;
                if head.last_id < id {
                    // The record that it names was not there: the chain has told of it.
                } else if head.hash != hex::encode(hash) {
                    let message = format!(
                        "record {id} has another hash than the head that was signed at {}: it and what is before it were written anew",
                        head.signed_at
                    );
                    findings.push(Finding { kind: FindingKind::Changed, record_id: Some(id), message });
                }
                self.advance(file);
            }
        }
        findings
    }

    /// The heads that name a record behind the last one.
    pub fn rest(&mut self, last_id: i64) -> Vec<Finding> {
        let mut furthest: Option<Head> = None;
        for file in 0..self.files.len() {
            while let Some(head) = self.files[file].1.take() {
                self.compared += 1;
                if furthest.as_ref().is_none_or(|known| known.last_id < head.last_id) {
                    furthest = Some(head);
                }
                self.advance(file);
            }
        }
        let mut findings = std::mem::take(&mut self.wrong);
        if let Some(Head { last_id: named, signed_at, .. }) = furthest {
            let which = if named == last_id + 1 { format!("record {named} was") } else { format!("records {} to {named} were", last_id + 1) };
            let message = format!("the log ends with record {last_id}, but at {signed_at} its end was signed as record {named}: {which} cut off");
            findings.push(Finding { kind: FindingKind::CutOff, record_id: Some(last_id + 1), message });
        }
        findings
    }

    /// Turns to the next head of a file that can be believed.
    fn advance(&mut self, file: usize) {
        let (lines, next) = &mut self.files[file];
        for line in lines.by_ref() {
            let problem = match line {
                Ok(head) if head.is_signed_by(&self.trusted) => {
                    if head.last_id >= self.newest {
                        (self.newest, self.newest_at) = (head.last_id, Some(head.signed_at));
                    }
                    *next = Some(head);
                    return;
                }
                Ok(head) => format!("the head of record {} that was signed at {} has no signature that is trusted", head.last_id, head.signed_at),
                Err(problem) => problem,
            };
            self.wrong.push(Finding { kind: FindingKind::Head, record_id: None, message: problem });
        }
    }
}
