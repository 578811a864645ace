//! What the control groups of the process leave it (cgroups(7)).

use std::fs;
use std::path::{Path, PathBuf};

/// The control groups that the process is in.
pub(crate) struct ControlGroups {
    /// Where they are mounted.
    root: PathBuf,
    /// As in `/proc/self/cgroup`.
    memberships: String,
}

/// A file that limits something, by the version of the hierarchy that it is in: version 2 has one for all controllers.
struct Limit {
    controller: &'static str,
    unified: &'static str,
    separate: &'static str,
}

const MEMORY: Limit = Limit {
    controller: "memory",
    unified: "memory.max",
    separate: "memory.limit_in_bytes",
};

const PROCESSORS: Limit = Limit {
    controller: "cpu",
    unified: "cpu.max",
    separate: "cpu.cfs_quota_us",
};

impl ControlGroups {
    /// Those of this process.
    pub(crate) fn of_process() -> ControlGroups {
        ControlGroups {
            root: PathBuf::from("/sys/fs/cgroup"),
            memberships: fs::read_to_string("/proc/self/cgroup").unwrap_or_default(),
        }
    }

    /// The lowest limit of memory in bytes, if there is any.
    pub(crate) fn memory(&self) -> Option<u64> {
        let bytes = |file: &Path| fs::read_to_string(file).ok()?.trim().parse().ok();
        self.lowest(&MEMORY, bytes)
    }

    /// How many processors' time the process gets, rounded down but to no less than one, if that is limited.
    pub(crate) fn processors(&self) -> Option<u64> {
        self.lowest(&PROCESSORS, quota)
    }

    /// The lowest value in the files of a limit: that of each group and those of the groups around it.
    fn lowest(&self, limit: &Limit, read: impl Fn(&Path) -> Option<u64>) -> Option<u64> {
        let files = self.memberships.lines();
        let files = files.filter_map(|line| self.file(line, limit));
        let values = files.filter_map(|file| {
            let groups = file.ancestors().skip(1);
            let groups = groups.take_while(|group| group.starts_with(&self.root));
            let values = groups.filter_map(|group| read(&group.join(file.file_name()?)));
            values.min()
        });
        values.min()
    }

    /// The file in the group that a line of `/proc/self/cgroup` names, if its controllers have such.
    fn file(&self, line: &str, limit: &Limit) -> Option<PathBuf> {
        let mut fields = line.splitn(3, ':');
        let (_, controllers, group) = (fields.next()?, fields.next()?, fields.next()?);
        let group = group.trim_start_matches('/');
        if controllers.is_empty() {
            return Some(self.root.join(group).join(limit.unified));
        }
        let mut names = controllers.split(',');
        // A hierarchy is mounted under the names of all its controllers, with links for each.
        names
            .any(|name| name == limit.controller)
            .then(|| self.root.join(limit.controller))
            .map(|mount| mount.join(group).join(limit.separate))
    }
}

/// Processors by a quota of time in a period, both in microseconds: `cpu.max` has them in one file, version 1 in two.
fn quota(file: &Path) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let mut numbers = text.split_whitespace();
    // "max", and -1, are no quotas.
    let quota: u64 = numbers.next()?.parse().ok()?;
    let period: u64 = match numbers.next() {
        Some(period) => period.parse().ok()?,
        None => {
            let period = fs::read_to_string(file.with_file_name("cpu.cfs_period_us"));
            period.ok()?.trim().parse().ok()?
        }
    };
    quota
        .checked_div(period)
        .map(|processors| processors.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree of files that goes away with it.
    struct Tree(PathBuf);

    impl Tree {
        fn new(name: &str, files: &[(&str, &str)]) -> Tree {
            let root = std::env::temp_dir().join(format!("cgroup-{}-{name}", std::process::id()));
            for (file, text) in files {
                let file = root.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            Tree(root)
        }

        fn groups(&self, memberships: &str) -> ControlGroups {
            ControlGroups {
                root: self.0.clone(),
                memberships: memberships.to_owned(),
            }
        }
    }

    impl Drop for Tree {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel")]
    fn the_lowest_quota_of_nested_groups_counts() {
        let tree = Tree::new(
            "v2",
            &[
                ("user.slice/cpu.max", "300000 100000\n"),
                ("user.slice/a:b/cpu.max", "max 100000\n"),
                ("user.slice/a:b/inner/cpu.max", "450000 100000\n"),
                ("user.slice/less/cpu.max", "250000 100000\n"),
                ("user.slice/half/cpu.max", "50000 100000\n"),
                ("free/cpu.max", "max 100000\n"),
                ("broken/cpu.max", "100000 0\n"),
                ("user.slice/memory.max", "1000\n"),
                ("user.slice/less/memory.max", "max\n"),
            ],
        );
        let processors = |group: &str| tree.groups(&format!("0::{group}\n")).processors();
        assert_eq!(processors("/user.slice"), Some(3));
        assert_eq!(processors("/user.slice/a:b"), Some(3));
        assert_eq!(processors("/user.slice/a:b/inner"), Some(3));
        assert_eq!(processors("/user.slice/less"), Some(2));
        assert_eq!(processors("/user.slice/half"), Some(1));
        assert_eq!(processors("/user.slice/not-there"), Some(3));
        assert_eq!(processors("/free"), None);
        assert_eq!(processors("/broken"), None);
        assert_eq!(processors("/"), None);
        let memory = |group: &str| tree.groups(&format!("0::{group}\n")).memory();
        assert_eq!(memory("/user.slice/less"), Some(1000));
        assert_eq!(memory("/free"), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel")]
    fn hierarchies_of_their_own_have_quota_and_period_in_two_files() {
        let tree = Tree::new(
            "v1",
            &[
                ("cpu/cpu.cfs_quota_us", "-1\n"),
                ("cpu/cpu.cfs_period_us", "100000\n"),
                ("cpu/docker/cpu.cfs_quota_us", "400000\n"),
                ("cpu/docker/cpu.cfs_period_us", "100000\n"),
                ("cpu/docker/1/cpu.cfs_quota_us", "100000\n"),
                ("cpu/docker/1/cpu.cfs_period_us", "50000\n"),
                ("cpu/docker/2/cpu.cfs_quota_us", "-1\n"),
                ("cpu/docker/2/cpu.cfs_period_us", "100000\n"),
                ("memory/docker/1/memory.limit_in_bytes", "4096\n"),
            ],
        );
        let groups = |group: &str| {
            let lines = ["3:cpuset:/", "7:cpu,cpuacct:", "8:memory:"];
            let lines = lines.map(|line| format!("{line}{group}\n")).concat();
            tree.groups(&format!("{lines}nonsense\n"))
        };
        assert_eq!(groups("/docker/1").processors(), Some(2));
        assert_eq!(groups("/docker/2").processors(), Some(4));
        // In a container the name may be one outside of it, while its own group is the root.
        assert_eq!(groups("/elsewhere/3").processors(), None);
        assert_eq!(groups("/docker/1").memory(), Some(4096));
        assert_eq!(groups("/docker/2").memory(), None);
        // A hierarchy without the controller says nothing.
        let mixed = tree.groups("1:memory:/docker/1\n0::/docker/1\n");
        assert_eq!((mixed.processors(), mixed.memory()), (None, Some(4096)));
    }
}
