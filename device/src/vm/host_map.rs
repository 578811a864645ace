//! What the process has mapped, as far as it can be known.

use super::range::{VirtRange, normalise};
use crate::sys;

/// How the map was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapSource {
    /// `PROCMAP_QUERY`.
    Query,
    /// The text of `/proc/self/maps`.
    Text,
    /// Not at all: only trying tells.
    Unknown,
}

/// The mapped areas of a range. A hint: other threads map and unmap meanwhile.
#[derive(Debug, Clone)]
pub(crate) struct HostMap {
    pub(crate) areas: Vec<VirtRange>,
    pub(crate) source: MapSource,
}

impl HostMap {
    /// Reads the part of the map that intersects `range`.
    pub(crate) fn read(range: VirtRange) -> Self {
        if let Some(areas) = sys::procmap::query(range) {
            return Self {
                areas: normalise(areas),
                source: MapSource::Query,
            };
        }
        let Some(text) = sys::procmap::text() else {
            return Self {
                areas: Vec::new(),
                source: MapSource::Unknown,
            };
        };
        let areas = parse_maps(&text)
            .map(|line| line.range)
            .filter(|area| area.intersects(&range));
        Self {
            areas: normalise(areas.collect()),
            source: MapSource::Text,
        }
    }
}

/// One line of `/proc/self/maps`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLine<'a> {
    /// The addresses.
    pub range: VirtRange,
    /// Access: `rwxp` or `rwxs` with dashes for what is missing.
    pub access: &'a str,
    /// File or `[stack]`, `[heap]` and the like; empty for anonymous memory.
    pub name: &'a str,
}

/// The lines of a map's text; lines that are none are skipped.
pub fn parse_maps(text: &str) -> impl Iterator<Item = MapLine<'_>> {
    text.lines().filter_map(parse_line)
}

fn parse_line(line: &str) -> Option<MapLine<'_>> {
    let (addresses, rest) = line.split_once(' ')?;
    let (start, end) = addresses.split_once('-')?;
    let start = u64::from_str_radix(start, 16).ok()?;
    let end = u64::from_str_radix(end, 16).ok()?;
    if end <= start {
        return None;
    }
    let (access, rest) = rest.split_once(' ')?;
    // Offset, device, inode, then padding and the name, which may hold spaces.
    let name = rest.splitn(4, ' ').nth(3).unwrap_or("").trim_start();
    Some(MapLine {
        range: VirtRange::new(start, end),
        access,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_text_map_are_read() {
        let text = "\
55d0c0000000-55d0c0021000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000001000 r-xp 00001000 fe:00 1234                       /usr/lib/a file.so (deleted)
7f0000002000-7f0000003000 ---p 00000000 00:00 0 
nonsense
7ffc00000000-7ffb00000000 rw-p 00000000 00:00 0
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
";
        let lines: Vec<_> = parse_maps(text).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0].name, "[heap]");
        assert_eq!(
            lines[0].range,
            VirtRange::new(0x55d0_c000_0000, 0x55d0_c002_1000)
        );
        assert_eq!(lines[1].name, "/usr/lib/a file.so (deleted)");
        assert_eq!(lines[1].access, "r-xp");
        assert_eq!(lines[2].name, "");
        assert_eq!(lines[3].name, "[vsyscall]");
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel")]
    fn both_sources_know_where_this_code_and_its_stack_are() {
        let whole = VirtRange::new(0, 1 << 47);
        let local = 0u8;
        let text = sys::procmap::text().unwrap();
        let lines: Vec<_> = parse_maps(&text).map(|line| line.range).collect();
        let map = HostMap::read(whole);
        for address in [&raw const local as u64, parse_line as *const () as u64] {
            assert!(lines.iter().any(|area| area.contains(address)));
            assert!(map.areas.iter().any(|area| area.contains(address)));
        }
    }
}
