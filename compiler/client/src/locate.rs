//! Finds the compiler's executable.

use crate::sys;
use std::path::{Path, PathBuf};

const NAME: &str = "mirrorcl-compiler";

/// Where programs that no user calls live, relative to a library's directory and absolute.
const LIBEXEC: [&str; 4] = [
    "mirrorcl",
    "../libexec/mirrorcl",
    "/usr/local/libexec/mirrorcl",
    "/usr/libexec/mirrorcl",
];

/// The places where the compiler may be, best first: the configured one alone if there is one; else next to
/// the driver's library, then the directories for such programs.
pub(crate) fn candidates(configured: Option<&Path>) -> Vec<PathBuf> {
    if let Some(path) = configured {
        return vec![path.to_owned()];
    }
    let library = sys::own_file();
    let directory = library.as_deref().and_then(Path::parent);
    around(directory)
}

fn around(directory: Option<&Path>) -> Vec<PathBuf> {
    let next_to_it = directory.map(|directory| directory.join(NAME));
    let libexec = LIBEXEC.iter().filter_map(|place| {
        let place = Path::new(place);
        let parent = if place.is_absolute() {
            Some(place.to_owned())
        } else {
            None
        };
        parent
            .or_else(|| Some(directory?.join(place)))
            .map(|parent| parent.join(NAME))
    });
    next_to_it.into_iter().chain(libexec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_path_is_the_only_one() {
        assert_eq!(candidates(Some(Path::new("/x/y"))), [Path::new("/x/y")]);
    }

    #[test]
    fn the_librarys_neighbour_comes_first() {
        let found = around(Some(Path::new("/opt/m/lib")));
        assert_eq!(found[0], Path::new("/opt/m/lib/mirrorcl-compiler"));
        assert_eq!(
            found[2],
            Path::new("/opt/m/lib/../libexec/mirrorcl/mirrorcl-compiler")
        );
        assert_eq!(
            found.last().unwrap(),
            Path::new("/usr/libexec/mirrorcl/mirrorcl-compiler")
        );
        assert!(around(None).iter().all(|path| path.is_absolute()));
    }

    #[test]
    fn the_driver_finds_its_own_file() {
        assert_eq!(
            sys::own_file(),
            Some(std::env::current_exe().unwrap().canonicalize().unwrap())
        );
    }
}
