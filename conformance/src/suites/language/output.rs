//! printf: what reaches the process's standard output.

use crate::case::Case;
use mirrorcl_conformance::lab::Lab;
use std::io::{Read, Seek, SeekFrom};
use std::os::fd::AsRawFd;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::printf_conversions", conversions),
        Case::new("language::printf_of_many_items_is_whole", many),
    ]
}

/// Runs `work` with standard output going to a file, and gives what was written.
fn captured(work: impl FnOnce()) -> String {
    let path = std::env::temp_dir().join(format!("mirrorcl-printf-{}", std::process::id()));
    let mut file = std::fs::File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)
        .expect("a temporary file");
    // SAFETY: plain descriptor calls on descriptors that live through them.
    let saved = unsafe { libc::dup(1) };
    // SAFETY: as above.
    unsafe { libc::dup2(file.as_raw_fd(), 1) };
    work();
    // SAFETY: flushes all of C's streams, then puts standard output back.
    unsafe { libc::fflush(std::ptr::null_mut()) };
    // SAFETY: as above.
    unsafe { libc::dup2(saved, 1) };
    let mut text = String::new();
    file.seek(SeekFrom::Start(0))
        .expect("a file can be rewound");
    file.read_to_string(&mut text).expect("printf writes text");
    // A file left behind is harmless.
    let _ = std::fs::remove_file(path);
    text
}

fn conversions() {
    let lab = Lab::new();
    let program = lab.context.build(
        r#"kernel void k(int a, float f) {
            printf("%d|%5d|%-5d|%05d|%+d|% d|%u|%x|%#X|%o|%c|%%|%i\n", a, a, a, a, a, a, 7u, 255, 255, 8, 'z', -1);
            printf("%f|%.2f|%10.3f|%e|%g|%G|%a\n", f, f, f, f, f, 1e-10f, 1.0f);
            printf("%s|%10s|%-6s|%.2s\n", "text", "right", "left", "cut");
            printf("%v4d|%v2hd|%.1v4hlf|%v8hhx|%v2ld\n", (int4)(1, -2, 3, -4), (short2)(5, 6), (float4)(1.25f, 2, 3, 4),
                   (uchar8)(1, 2, 3, 4, 5, 6, 7, 255), (long2)(1L << 40, -1));
            printf("%ld|%lu|%lx|%hhd|%hd\n", 1L << 40, 1UL << 63, 0xabcdef012345UL, (char)-1, (short)-300);
            printf("%f|%f|%f\n", INFINITY, -INFINITY, 2.5);
        }"#,
    );
    let kernel = program.kernel("k");
    kernel.arg(0, 42_i32).arg(1, 3.5_f32);
    let text = captured(|| lab.run(&kernel, &[1], &[1]));
    let expected = "42|   42|42   |00042|+42| 42|7|ff|0XFF|10|z|%|-1\n\
                    3.500000|3.50|     3.500|3.500000e+00|3.5|1E-10|0x1p+0\n\
                    text|     right|left  |cu\n\
                    1,-2,3,-4|5,6|1.2,2.0,3.0,4.0|1,2,3,4,5,6,7,ff|1099511627776,-1\n\
                    1099511627776|9223372036854775808|abcdef012345|-1|-300\n\
                    inf|-inf|2.500000\n";
    assert_eq!(text, expected);
}

/// Lines of different work-items may come in any order, but none is torn or lost.
fn many() {
    let lab = Lab::new();
    let program = lab.context.build(
        r#"kernel void k(void) { printf("item %d of %d\n", (int)get_global_id(0), 1000); }"#,
    );
    let kernel = program.kernel("k");
    let text = captured(|| lab.run(&kernel, &[1000], &[]));
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let mut expected: Vec<String> = (0..1000)
        .map(|item| format!("item {item} of 1000"))
        .collect();
    expected.sort_unstable();
    assert_eq!(lines, expected);
}
