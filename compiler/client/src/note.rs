//! What an executable program says of itself: the ELF note [`NOTE_NAME`].

use mirrorcl_protocol::{ArgKind, NOTE_NAME, NOTE_TYPE, ProgramInfo};
use object::elf::FileHeader64;
use object::read::elf::{FileHeader as _, ProgramHeader as _};
use object::{Endianness, ReadRef};

/// Why an ELF file is not a mirrorcl program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is not ELF, or malformed.
    #[error("malformed ELF file: {0}")]
    Elf(String),
    /// It has no note of ours.
    #[error("no note \"{NOTE_NAME}\"")]
    Missing,
    /// The note can't be decoded.
    #[error("malformed note: {0}")]
    Malformed(String),
    /// The note contradicts itself.
    #[error("inconsistent note: {0}")]
    Inconsistent(String),
}

/// Reads the note of an executable program.
///
/// # Errors
/// See [`NoteError`].
pub fn read(elf: &[u8]) -> Result<ProgramInfo, NoteError> {
    let note = find(elf, NOTE_NAME.as_bytes(), NOTE_TYPE)?.ok_or(NoteError::Missing)?;
    let info =
        postcard::from_bytes(note).map_err(|error| NoteError::Malformed(error.to_string()))?;
    check(&info)?;
    Ok(info)
}

/// Finds an ELF note by its name and type.
pub(crate) fn find<'data>(
    elf: impl ReadRef<'data>,
    name: &[u8],
    kind: u32,
) -> Result<Option<&'data [u8]>, NoteError> {
    let malformed = |error: object::Error| NoteError::Elf(error.to_string());
    let header = FileHeader64::<Endianness>::parse(elf).map_err(malformed)?;
    let endian = header.endian().map_err(malformed)?;
    for segment in header.program_headers(endian, elf).map_err(malformed)? {
        let Some(mut notes) = segment.notes(endian, elf).map_err(malformed)? else {
            continue;
        };
        while let Some(note) = notes.next().map_err(malformed)? {
            if note.name() == name && note.n_type(endian).0 == kind {
                return Ok(Some(note.desc()));
            }
        }
    }
    Ok(None)
}

/// Checks what the driver relies on when it fills argument blocks and program-scope variables.
pub(crate) fn check(info: &ProgramInfo) -> Result<(), NoteError> {
    let data = &info.data;
    let fail = |text: String| Err(NoteError::Inconsistent(text));
    if data.size > 0 && !data.align.is_power_of_two() {
        return fail(format!(
            "alignment {} of the program-scope variables",
            data.align
        ));
    }
    if data.image.len() as u64 > data.size {
        return fail("program-scope variables longer than their block".to_owned());
    }
    for &(offset, _) in &data.relocations {
        if offset.checked_add(8).is_none_or(|end| end > data.size) {
            return fail(format!(
                "relocation at {offset} outside the program-scope variables"
            ));
        }
    }
    for kernel in &info.kernels {
        for (index, arg) in kernel.args.iter().enumerate() {
            // Addresses and offsets in local memory.
            let is_pointer = matches!(
                arg.kind,
                ArgKind::Global | ArgKind::Constant | ArgKind::Local
            );
            if is_pointer && arg.size != 8 {
                return fail(format!(
                    "argument {index} of {} has {} bytes",
                    kernel.name, arg.size
                ));
            }
            let end = u64::from(arg.offset) + u64::from(arg.size);
            if end > u64::from(kernel.arg_block_size) {
                return fail(format!(
                    "argument {index} of {} outside its block",
                    kernel.name
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use mirrorcl_protocol::{ArgInfo, KernelInfo, ProgramData};

    /// A minimal ELF shared object with one note.
    pub(crate) fn elf_with_note(name: &str, kind: u32, contents: &[u8]) -> Vec<u8> {
        let mut note = Vec::new();
        note.extend_from_slice(&(name.len() as u32 + 1).to_le_bytes());
        note.extend_from_slice(&(contents.len() as u32).to_le_bytes());
        note.extend_from_slice(&kind.to_le_bytes());
        note.extend_from_slice(name.as_bytes());
        note.push(0);
        note.resize(note.len().next_multiple_of(4), 0);
        note.extend_from_slice(contents);
        note.resize(note.len().next_multiple_of(4), 0);

        let mut elf = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
        for (value, size) in [
            (3, 2),  // ET_DYN
            (62, 2), // EM_X86_64
            (1, 4),
            (0, 8),
            (64, 8), // program headers follow
            (0, 8),
            (0, 4),
            (64, 2),
            (56, 2),
            (1, 2),
            (64, 2),
            (0, 2),
            (0, 2),
            // the program header: PT_NOTE at 120
            (4, 4),
            (4, 4),
            (120, 8),
            (120, 8),
            (120, 8),
            (note.len() as u64, 8),
            (note.len() as u64, 8),
            (4, 8),
        ] {
            elf.extend_from_slice(&u64::to_le_bytes(value)[..size]);
        }
        assert_eq!(elf.len(), 120);
        elf.extend_from_slice(&note);
        elf
    }

    fn info() -> ProgramInfo {
        let args = vec![ArgInfo {
            offset: 8,
            size: 8,
            ..ArgInfo::default()
        }];
        let kernel = KernelInfo {
            name: "k".into(),
            arg_block_size: 16,
            args,
            ..Default::default()
        };
        ProgramInfo {
            abi_version: 1,
            kernels: vec![kernel],
            data: ProgramData::default(),
        }
    }

    #[test]
    fn the_note_is_read() {
        let note = postcard::to_stdvec(&info()).unwrap();
        let mut elf = elf_with_note(NOTE_NAME, NOTE_TYPE, &note);
        assert_eq!(read(&elf), Ok(info()));
        elf.extend_from_slice(b"what a cache entry has behind it");
        assert_eq!(read(&elf), Ok(info()));
    }

    #[test]
    fn what_is_no_program_is_refused_with_the_reason() {
        assert!(matches!(read(b"\x7fELF"), Err(NoteError::Elf(_))));
        assert!(matches!(read(b""), Err(NoteError::Elf(_))));
        assert_eq!(
            read(&elf_with_note("GNU", NOTE_TYPE, b"1234")),
            Err(NoteError::Missing)
        );
        assert_eq!(
            read(&elf_with_note(NOTE_NAME, 2, b"1234")),
            Err(NoteError::Missing)
        );
        let cut = elf_with_note(NOTE_NAME, NOTE_TYPE, &[1, 9]);
        assert!(matches!(read(&cut), Err(NoteError::Malformed(_))));
    }

    #[test]
    fn a_note_that_would_write_outside_its_blocks_is_refused() {
        let refused = |info: &ProgramInfo| matches!(check(info), Err(NoteError::Inconsistent(_)));
        let mut outside = info();
        outside.kernels[0].arg_block_size = 15;
        assert!(refused(&outside));
        let mut short = info();
        short.kernels[0].args[0] = ArgInfo {
            kind: ArgKind::Local,
            size: 4,
            ..ArgInfo::default()
        };
        assert!(refused(&short));
        let data = |size, align, image: &[u8], relocations: &[(u64, u64)]| {
            let (image, relocations) = (image.to_vec(), relocations.to_vec());
            ProgramInfo {
                data: ProgramData {
                    size,
                    align,
                    image,
                    relocations,
                },
                ..info()
            }
        };
        assert!(!refused(&data(16, 8, &[0; 16], &[(8, 0)])));
        assert!(refused(&data(16, 8, &[0; 17], &[])));
        assert!(refused(&data(16, 3, &[], &[])));
        assert!(refused(&data(16, 8, &[], &[(9, 0)])));
        assert!(refused(&data(16, 8, &[], &[(u64::MAX - 3, 0)])));
    }
}
