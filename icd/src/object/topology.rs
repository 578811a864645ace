//! Which processors share what: memory nodes and caches, for `CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN`.

use opencl_sys as cl;
use opencl_sys::cl_device_affinity_domain;
use std::fs::{read_dir, read_to_string};
use std::path::Path;
use std::sync::OnceLock;

/// What processors may share, in the order in which `CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE` looks for what divides a device:
/// "NUMA, L4, L3, L2, L1".
pub const DOMAINS: [cl_device_affinity_domain; 5] = [
    cl::CL_DEVICE_AFFINITY_DOMAIN_NUMA,
    cl::CL_DEVICE_AFFINITY_DOMAIN_L4_CACHE,
    cl::CL_DEVICE_AFFINITY_DOMAIN_L3_CACHE,
    cl::CL_DEVICE_AFFINITY_DOMAIN_L2_CACHE,
    cl::CL_DEVICE_AFFINITY_DOMAIN_L1_CACHE,
];

/// The processors of a machine by what they share.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Topology {
    /// For each of [`DOMAINS`], the processors that share one.
    groups: [Vec<Vec<u32>>; DOMAINS.len()],
}

impl Topology {
    /// This machine's, read at the first call.
    #[must_use]
    pub fn host() -> &'static Self {
        static HOST: OnceLock<Topology> = OnceLock::new();
        HOST.get_or_init(|| Self::read(Path::new("/sys/devices/system")))
    }

    /// What stands below a folder like `/sys/devices/system`. What is not there is not known.
    #[must_use]
    pub fn read(root: &Path) -> Self {
        let mut topology = Self::default();
        for node in folders(&root.join("node"), "node") {
            topology.add(0, read_list(&root.join("node").join(node).join("cpulist")));
        }
        for processor in folders(&root.join("cpu"), "cpu") {
            let caches = root.join("cpu").join(processor).join("cache");
            for index in folders(&caches, "index") {
                let cache = caches.join(index);
                let text = |name: &str| read_to_string(cache.join(name)).unwrap_or_default();
                if text("type").trim() == "Instruction" {
                    continue;
                }
                // L4 comes first, then L3, L2, L1.
                if let Ok(level @ 1..=4) = text("level").trim().parse::<usize>() {
                    topology.add(5 - level, read_list(&cache.join("shared_cpu_list")));
                }
            }
        }
        topology
    }

    /// One in which processors share just that.
    #[cfg(test)]
    pub(crate) fn of_groups(domains: &[(cl_device_affinity_domain, &[&[u32]])]) -> Self {
        let mut topology = Self::default();
        for (domain, groups) in domains {
            let index = DOMAINS.iter().position(|known| known == domain).unwrap();
            groups
                .iter()
                .for_each(|group| topology.add(index, group.to_vec()));
        }
        topology
    }

    fn add(&mut self, domain: usize, mut processors: Vec<u32>) {
        processors.sort_unstable();
        processors.dedup();
        let groups = &mut self.groups[domain];
        if !processors.is_empty() && !groups.contains(&processors) {
            groups.push(processors);
            groups.sort();
        }
    }

    /// The processors divided by what they share; nothing if that does not divide them, or is not known of all.
    #[must_use]
    pub fn divide(
        &self,
        domain: cl_device_affinity_domain,
        processors: &[u32],
    ) -> Option<Vec<Vec<u32>>> {
        let index = DOMAINS.iter().position(|&known| known == domain)?;
        let groups = self.groups[index].iter();
        let its = groups.map(|group| -> Vec<u32> {
            let members = group.iter().filter(|member| processors.contains(member));
            members.copied().collect()
        });
        let parts: Vec<Vec<u32>> = its.filter(|part| !part.is_empty()).collect();
        let count: usize = parts.iter().map(Vec::len).sum();
        (parts.len() > 1 && count == processors.len()).then_some(parts)
    }

    /// What the processors can be divided by: bits of `CL_DEVICE_PARTITION_AFFINITY_DOMAIN`.
    #[must_use]
    pub fn domains(&self, processors: &[u32]) -> cl_device_affinity_domain {
        let dividing = DOMAINS
            .iter()
            .filter(|&&domain| self.divide(domain, processors).is_some());
        match dividing.fold(0, |domains, domain| domains | domain) {
            0 => 0,
            domains => domains | cl::CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE,
        }
    }

    /// What `CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE` stands for.
    #[must_use]
    pub fn next_domain(&self, processors: &[u32]) -> Option<cl_device_affinity_domain> {
        DOMAINS
            .into_iter()
            .find(|&domain| self.divide(domain, processors).is_some())
    }
}

/// The folders called `prefix` and a number.
fn folders(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_numbered = |name: &String| {
        name.strip_prefix(prefix)
            .is_some_and(|number| number.parse::<u32>().is_ok())
    };
    names.filter(is_numbered).collect()
}

fn read_list(file: &Path) -> Vec<u32> {
    parse_list(&read_to_string(file).unwrap_or_default()).unwrap_or_default()
}

/// Numbers and ranges with commas between them (`0-3,8`), as the kernel writes sets of processors; nothing if it is something else.
fn parse_list(text: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for part in text.trim().split(',').filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
        // The kernel knows at most 8192.
        if last < first || last - first > 1 << 16 {
            return None;
        }
        numbers.extend(first..=last);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    const NUMA: cl_device_affinity_domain = cl::CL_DEVICE_AFFINITY_DOMAIN_NUMA;
    const L3: cl_device_affinity_domain = cl::CL_DEVICE_AFFINITY_DOMAIN_L3_CACHE;
    const L2: cl_device_affinity_domain = cl::CL_DEVICE_AFFINITY_DOMAIN_L2_CACHE;
    const L1: cl_device_affinity_domain = cl::CL_DEVICE_AFFINITY_DOMAIN_L1_CACHE;
    const NEXT: cl_device_affinity_domain = cl::CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE;

    /// A folder that goes away with it.
    struct Tree(PathBuf);

    impl Tree {
        fn new() -> Self {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("mirrorcl-topology-{}-{number}", std::process::id());
            Self(std::env::temp_dir().join(name))
        }

        fn write(&self, file: &str, text: &str) {
            let file = self.0.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, format!("{text}\n")).unwrap();
        }

        fn cache(&self, processor: u32, index: u32, level: u32, kind: &str, shared: &str) {
            let folder = format!("cpu/cpu{processor}/cache/index{index}");
            self.write(&format!("{folder}/level"), &level.to_string());
            self.write(&format!("{folder}/type"), kind);
            self.write(&format!("{folder}/shared_cpu_list"), shared);
        }
    }

    impl Drop for Tree {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    /// Two nodes of two L3 caches of two processors with two threads each, which are numbered as usual: 0 and 8 are one processor.
    fn server() -> Topology {
        let tree = Tree::new();
        tree.write("node/node0/cpulist", "0-3,8-11");
        tree.write("node/node1/cpulist", "4-7,12-15");
        tree.write("node/online", "0-1");
        for processor in 0..16 {
            let core = processor % 8;
            let core_list = format!("{core},{}", core + 8);
            let pair = core / 2 * 2;
            let l3 = format!("{}-{},{}-{}", pair, pair + 1, pair + 8, pair + 9);
            tree.cache(processor, 0, 1, "Data", &core_list);
            tree.cache(processor, 1, 1, "Instruction", "0-15");
            tree.cache(processor, 2, 2, "Unified", &core_list);
            tree.cache(processor, 3, 3, "Unified", &l3);
        }
        Topology::read(&tree.0)
    }

    #[test]
    fn a_server_is_divided_by_nodes_and_caches() {
        let topology = server();
        let all: Vec<u32> = (0..16).collect();
        assert_eq!(topology.domains(&all), NUMA | L3 | L2 | L1 | NEXT);
        let nodes = topology.divide(NUMA, &all).unwrap();
        assert_eq!(nodes[0], [0, 1, 2, 3, 8, 9, 10, 11]);
        assert_eq!(topology.divide(L3, &all).unwrap().len(), 4);
        assert_eq!(topology.divide(L2, &all).unwrap()[7], [7, 15]);
        assert_eq!(topology.divide(L1, &all).unwrap().len(), 8);
        assert_eq!(
            topology.divide(cl::CL_DEVICE_AFFINITY_DOMAIN_L4_CACHE, &all),
            None
        );
        assert_eq!(topology.next_domain(&all), Some(NUMA));
        // A node is divided further by its caches, and a cache by its processors' own.
        assert_eq!(topology.domains(&nodes[1]), L3 | L2 | L1 | NEXT);
        assert_eq!(topology.next_domain(&nodes[1]), Some(L3));
        let l3 = topology.divide(L3, &nodes[1]).unwrap();
        assert_eq!(l3, [[4, 5, 12, 13], [6, 7, 14, 15]]);
        assert_eq!(topology.next_domain(&l3[0]), Some(L2));
        assert_eq!(topology.domains(&[0, 8]), 0);
        assert_eq!(topology.next_domain(&[3]), None);
    }

    #[test]
    fn processors_that_the_process_may_not_use_are_in_no_part() {
        let topology = server();
        let allowed = [1, 2, 6];
        let nodes = topology.divide(NUMA, &allowed).unwrap();
        assert_eq!(nodes, [vec![1, 2], vec![6]]);
        assert_eq!(topology.divide(L3, &[0, 1]), None);
    }

    #[test]
    fn what_is_not_known_divides_nothing() {
        let nothing = Topology::read(Path::new("/nonexistent"));
        assert_eq!(nothing, Topology::default());
        assert_eq!(nothing.domains(&[0, 1]), 0);
        let tree = Tree::new();
        tree.write("node/node0/cpulist", "0");
        tree.write("node/node1/cpulist", "1-");
        tree.cache(0, 0, 9, "Data", "0");
        tree.cache(1, 0, 1, "Data", "1");
        let odd = Topology::read(&tree.0);
        assert_eq!(odd.domains(&[0, 1]), 0);
    }

    #[test]
    fn lists_are_numbers_and_ranges() {
        assert_eq!(parse_list("0-2, 5"), None);
        assert_eq!(parse_list("0-2,5\n"), Some(vec![0, 1, 2, 5]));
        assert_eq!(parse_list("\n"), Some(vec![]));
        for bad in ["-", "3-1", "a", "1-9999999"] {
            assert_eq!(parse_list(bad), None, "{bad}");
        }
    }
}
