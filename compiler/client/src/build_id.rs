//! Identity of a compiler executable without reading all of it.

use crate::note;
use crate::seal::Id;
use object::ReadCache;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// ELF note with the linker's hash of a file's contents.
const GNU_BUILD_ID: u32 = object::elf::NT_GNU_BUILD_ID.0;

/// Which file a path names, and in which state: changes when the file is replaced or rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        path.metadata()
            .map(|metadata| Self::from_metadata(&metadata))
    }

    fn from_metadata(file: &Metadata) -> Self {
        Self {
            device: file.dev(),
            inode: file.ino(),
            size: file.size(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

/// Identity of the executable at `path`: the linker's build id where it has one, else size and time.
pub(crate) fn read(path: &Path) -> io::Result<Id> {
    let file = File::open(path)?;
    let stamp = Stamp::from_metadata(&file.metadata()?);
    let cache = ReadCache::new(file);
    let mut hasher = blake3::Hasher::new();
    match note::find(&cache, b"GNU", GNU_BUILD_ID) {
        Ok(Some(id)) => hasher.update(b"build id").update(id),
        Ok(None) | Err(_) => hasher.update(format!("{stamp:?}").as_bytes()),
    };
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tests::elf_with_note;
    use std::fs;

    #[test]
    fn the_linkers_id_decides_where_there_is_one() {
        let directory = crate::cache::tests::Directory::new();
        let path = |name: &str| directory.path().join(name);
        fs::write(path("a"), elf_with_note("GNU", GNU_BUILD_ID, b"12345678")).unwrap();
        fs::copy(path("a"), path("b")).unwrap();
        fs::write(path("c"), elf_with_note("GNU", GNU_BUILD_ID, b"12345679")).unwrap();
        assert_eq!(read(&path("a")).unwrap(), read(&path("b")).unwrap());
        assert_ne!(read(&path("a")).unwrap(), read(&path("c")).unwrap());
        assert_ne!(
            Stamp::of(&path("a")).unwrap(),
            Stamp::of(&path("b")).unwrap()
        );
    }

    #[test]
    fn a_file_without_one_is_told_by_size_and_time() {
        let directory = crate::cache::tests::Directory::new();
        let path = directory.path().join("script");
        fs::write(&path, "#!/bin/sh\n").unwrap();
        let before = read(&path).unwrap();
        assert_eq!(before, read(&path).unwrap());
        fs::write(&path, "#!/bin/sh\nexit\n").unwrap();
        assert_ne!(before, read(&path).unwrap());
    }
}
