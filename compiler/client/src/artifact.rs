//! What a successful request made, in memory and perhaps in the cache.

use crate::note::{self, NoteError};
use crate::seal::{self, Id, Kind, Label, SealError};
use mirrorcl_protocol::{Product, ProgramInfo};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A compiled object, a library or an executable. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Artifact {
    sealed: Arc<[u8]>,
    payload: usize,
    kind: Kind,
    options: Arc<str>,
    info: Option<Arc<ProgramInfo>>,
    file: Option<PathBuf>,
}

impl Artifact {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The options that it was built with.
    #[must_use]
    pub fn options(&self) -> &str {
        &self.options
    }

    /// The ELF file or the object as the compiler made it.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.sealed[..self.payload]
    }

    /// The program binary: the payload with identity and checksum. An ELF file too if it is an executable.
    #[must_use]
    pub fn binary(&self) -> &[u8] {
        &self.sealed
    }

    /// What an executable says of itself.
    #[must_use]
    pub fn info(&self) -> Option<&Arc<ProgramInfo>> {
        self.info.as_ref()
    }

    /// A file with the contents of [`Artifact::binary`] from which code may be loaded. It may be gone or refuse by the
    /// time that it is; then load the bytes.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Seals what the compiler made.
    pub(crate) fn seal(product: Product, mut label: Label) -> Result<Self, NoteError> {
        let (payload, kind, info) = match product {
            Product::Object(bytes) => (bytes, Kind::Object, None),
            Product::Library(bytes) => (bytes, Kind::Library, None),
            Product::Executable { elf, info } => {
                // The note is what later runs read from the cache: it must say the same.
                if note::read(&elf)? != info {
                    return Err(NoteError::Inconsistent(
                        "it differs from the reply".to_owned(),
                    ));
                }
                (elf, Kind::Executable, Some(Arc::new(info)))
            }
        };
        label.kind = kind;
        let sealed = seal::seal(&payload, &label).into();
        let options = label.options.into();
        Ok(Self {
            sealed,
            payload: payload.len(),
            kind,
            options,
            info,
            file: None,
        })
    }

    /// Makes it of sealed bytes that were opened.
    pub(crate) fn from_sealed(
        sealed: Vec<u8>,
        payload: usize,
        label: Label,
        file: Option<PathBuf>,
    ) -> Result<Self, NoteError> {
        let info = match label.kind {
            Kind::Executable => Some(Arc::new(note::read(&sealed[..payload])?)),
            Kind::Object | Kind::Library => None,
        };
        let (kind, options) = (label.kind, label.options.into());
        Ok(Self {
            sealed: sealed.into(),
            payload,
            kind,
            options,
            info,
            file,
        })
    }

    /// Opens a program binary that the compiler `build` made for the processor `cpu`.
    pub(crate) fn from_binary(bytes: &[u8], build: &Id, cpu: &Id) -> Result<Self, SealError> {
        let (payload, label) = seal::open(bytes)?;
        if label.build != *build {
            return Err(SealError::OtherBuild);
        }
        if label.cpu != *cpu {
            return Err(SealError::OtherCpu);
        }
        Ok(Self::from_sealed(bytes.to_owned(), payload, label, None)?)
    }

    /// The same, loadable from `file`.
    pub(crate) fn in_file(self, file: Option<PathBuf>) -> Self {
        Self { file, ..self }
    }
}
