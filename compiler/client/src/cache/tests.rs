use super::*;
use crate::seal::Kind;
use proptest::prelude::*;
use std::os::unix::fs::PermissionsExt;
use std::thread;

/// A directory that goes with the test.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("mirrorcl-test-{}-{number}", process::id()));
        DirBuilder::new().mode(0o700).create(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn key(number: u8) -> Id {
    let mut key = [0; 32];
    key[31] = number;
    key
}

fn sealed(key: Id, payload: &[u8]) -> Vec<u8> {
    let kind = Kind::Object;
    let (options, log) = (String::new(), "a log".to_owned());
    seal::seal(
        payload,
        &Label {
            key,
            build: [0; 32],
            cpu: [0; 32],
            kind,
            options,
            log,
        },
    )
}

fn open(directory: &Directory) -> Cache {
    Cache::open(Some(directory.path()), 1 << 20).unwrap()
}

#[test]
fn what_is_stored_is_found_in_place() {
    let directory = Directory::new();
    let cache = open(&directory);
    assert!(cache.load(&key(1)).is_none());
    let file = cache.store(&key(1), &sealed(key(1), b"payload")).unwrap();
    let entry = open(&directory).load(&key(1)).unwrap();
    assert_eq!(&entry.sealed[..entry.payload], b"payload");
    assert_eq!(entry.label.log, "a log");
    assert_eq!(entry.file, Some(file));
    assert!(cache.load(&key(2)).is_none());
}

#[test]
fn an_entry_under_another_name_is_a_miss() {
    let directory = Directory::new();
    let cache = open(&directory);
    let file = cache.store(&key(1), &sealed(key(1), b"payload")).unwrap();
    fs::copy(&file, cache.path(&key(2))).unwrap();
    assert!(cache.load(&key(2)).is_none());
    assert!(cache.load(&key(1)).is_some());
}

#[test]
fn what_is_no_regular_file_is_a_miss() {
    let directory = Directory::new();
    let cache = open(&directory);
    let file = cache.store(&key(1), &sealed(key(1), b"payload")).unwrap();
    std::os::unix::fs::symlink(&file, cache.path(&key(2))).unwrap();
    fs::create_dir(cache.path(&key(3))).unwrap();
    let fifo = cache.path(&key(4));
    assert!(
        process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    for number in 2..=4 {
        assert!(cache.load(&key(number)).is_none());
    }
}

#[test]
fn a_directory_that_others_may_write_to_is_refused() {
    let directory = Directory::new();
    fs::create_dir(directory.path().join(LAYOUT)).unwrap();
    let shared = fs::Permissions::from_mode(0o777);
    fs::set_permissions(directory.path().join(LAYOUT), shared).unwrap();
    let error = Cache::open(Some(directory.path()), 1 << 20).unwrap_err();
    assert!(matches!(error, CacheError::NotOurs(_)));
    let error = Cache::open(Some(Path::new("/dev/null/x")), 1 << 20).unwrap_err();
    assert!(matches!(error, CacheError::Io(..)));
}

#[test]
fn an_entry_that_cannot_be_written_is_not_kept() {
    let directory = Directory::new();
    let cache = open(&directory);
    fs::write(
        cache.directory.join("00"),
        b"a file where a directory should be",
    )
    .unwrap();
    assert_eq!(cache.store(&key(1), &sealed(key(1), b"payload")), None);
    assert!(cache.load(&key(1)).is_none());
    let long = vec![0; 2 << 20];
    let mut other = key(1);
    other[0] = 1;
    assert_eq!(cache.store(&other, &sealed(other, &long)), None);
    assert!(cache.load(&other).is_none());
}

#[test]
fn the_oldest_go_when_the_cache_is_full() {
    let directory = Directory::new();
    let cache = Cache::open(Some(directory.path()), 100_000).unwrap();
    for number in 0..30 {
        let file = cache
            .store(&key(number), &sealed(key(number), &[0; 10_000]))
            .unwrap();
        let time = SystemTime::now() - Duration::from_secs(10_000 - 100 * u64::from(number));
        File::open(file)
            .unwrap()
            .set_times(FileTimes::new().set_modified(time))
            .unwrap();
        if number > 0 {
            assert!(cache.load(&key(0)).is_some(), "used, so it stays");
        }
    }
    let left: Vec<u8> = (0..30)
        .filter(|number| cache.load(&key(*number)).is_some())
        .collect();
    assert!(left.len() >= 7 && left.len() <= 9, "{left:?}");
    assert!(
        left.contains(&0) && left.contains(&29) && !left.contains(&1),
        "{left:?}"
    );
}

#[test]
fn what_may_be_unique_goes_first_until_it_is_used() {
    let directory = Directory::new();
    let cache = Cache::open(Some(directory.path()), 100_000).unwrap();
    let store = |number| cache.store(&key(number), &sealed(key(number), &[0; 10_000]));
    store(0).unwrap();
    for number in 1..5 {
        store(number).unwrap();
        cache.demote(&key(number));
    }
    assert!(cache.load(&key(3)).is_some());
    for number in 5..10 {
        store(number).unwrap();
    }
    let gone = (0..10).filter(|&number| !cache.path(&key(number)).exists());
    let gone: Vec<u8> = gone.collect();
    assert!(!gone.is_empty(), "the cache is too large");
    assert!(
        gone.iter().all(|number| [1, 2, 4].contains(number)),
        "{gone:?}"
    );
}

#[test]
fn entries_are_counted_once_for_many_processes() {
    let directory = Directory::new();
    let tally = directory.path().join("v1/size");
    // Each process opens the cache anew.
    let store = |number| open(&directory).store(&key(number), &sealed(key(number), b"payload"));
    store(1).unwrap();
    let counted = fs::read_to_string(&tally).unwrap();
    // A file that a count would remove.
    let abandoned = directory.path().join("v1/00/.0000.1.1");
    fs::write(&abandoned, b"half").unwrap();
    let time = SystemTime::now() - 2 * ABANDONED;
    File::open(&abandoned)
        .unwrap()
        .set_times(FileTimes::new().set_modified(time))
        .unwrap();
    store(2).unwrap();
    assert!(abandoned.exists());
    assert!(fs::read_to_string(&tally).unwrap() > counted);
    fs::remove_file(&tally).unwrap();
    store(3).unwrap();
    assert!(!abandoned.exists() && tally.exists());
}

#[test]
fn abandoned_files_go() {
    let directory = Directory::new();
    let cache = open(&directory);
    cache.store(&key(1), &sealed(key(1), b"payload")).unwrap();
    let abandoned = cache.directory.join("00/.0000.1.1");
    fs::write(&abandoned, b"half").unwrap();
    let recent = cache.directory.join("00/.0000.1.2");
    fs::write(&recent, b"half").unwrap();
    let time = SystemTime::now() - 2 * ABANDONED;
    File::open(&abandoned)
        .unwrap()
        .set_times(FileTimes::new().set_modified(time))
        .unwrap();
    cache.shrink(Path::new(""));
    assert!(!abandoned.exists() && recent.exists());
}

#[test]
fn threads_that_store_and_load_the_same_keys_see_sound_entries() {
    let directory = Directory::new();
    let cache = open(&directory);
    thread::scope(|scope| {
        for thread in 0..8_u8 {
            let cache = &cache;
            scope.spawn(move || {
                for round in 0..100 {
                    let key = key((round + thread) % 5);
                    let payload = vec![key[31]; 1000 * usize::from(key[31])];
                    match cache.load(&key) {
                        Some(entry) => assert_eq!(entry.sealed[..entry.payload], payload),
                        None => assert!(cache.store(&key, &sealed(key, &payload)).is_some()),
                    }
                    if round % 10 == 0 {
                        let _ = fs::remove_file(cache.path(&key));
                    }
                }
            });
        }
    });
}

#[test]
fn the_default_directory_follows_the_environment() {
    let path = |cache: Option<&str>, home: Option<&str>| {
        default_directory(cache.map(Into::into), home.map(Into::into))
    };
    assert_eq!(path(Some("/c"), Some("/h")), Some("/c/mirrorcl".into()));
    assert_eq!(
        path(Some("relative"), Some("/h")),
        Some("/h/.cache/mirrorcl".into())
    );
    assert_eq!(path(None, Some("/h")), Some("/h/.cache/mirrorcl".into()));
    assert_eq!(path(None, None), None);
}

/// What may happen to a file.
#[derive(Debug, Clone)]
enum Harm {
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Append(Vec<u8>),
    Replace(Vec<u8>),
    Zero(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Harm::Cut),
        (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        prop::collection::vec(any::<u8>(), 1..50).prop_map(Harm::Append),
        any::<Vec<u8>>().prop_map(Harm::Replace),
        any::<prop::sample::Index>().prop_map(Harm::Zero),
    ]
}

proptest! {
    #[test]
    fn a_harmed_entry_is_a_miss_and_makes_room(payload: Vec<u8>, harm in harm()) {
        let directory = Directory::new();
        let cache = open(&directory);
        let file = cache.store(&key(1), &sealed(key(1), &payload)).unwrap();
        let sound = fs::read(&file).unwrap();
        let mut bytes = sound.clone();
        match harm {
            Harm::Cut(at) => bytes.truncate(at.index(sound.len())),
            Harm::Flip(at, bit) => bytes[at.index(sound.len())] ^= 1 << bit,
            Harm::Append(more) => bytes.extend(more),
            Harm::Replace(other) => bytes = other,
            Harm::Zero(from) => bytes[from.index(sound.len())..].fill(0),
        }
        prop_assume!(bytes != sound);
        fs::write(&file, &bytes).unwrap();
        prop_assert!(cache.load(&key(1)).is_none());
        prop_assert!(!file.exists());
        prop_assert!(cache.store(&key(1), &sound).is_some());
        prop_assert!(cache.load(&key(1)).is_some());
    }
}
