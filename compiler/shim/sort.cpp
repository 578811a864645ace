// LLVM's array_pod_sort is qsort, and the first build of a process sorts tables of thousands of entries with it. glibc's
// copies each entry of 6 bytes by calls: a tenth of a small program's build. This one is a stable merge sort too.

#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>

/// An entry that is out of place by more than this begins a new run.
static const size_t Near = 8;

extern "C" void qsort(void *base, size_t count, size_t size,
                      int (*compare)(const void *, const void *)) {
  const char *bytes = static_cast<const char *>(base);
  auto less = [&](const char *a, const char *b) { return compare(a, b) < 0; };
  // Entries in order, and where each run begins; runs are sorted by insertion.
  llvm::SmallVector<const char *, 64> order(count), merged;
  llvm::SmallVector<size_t, 16> runs, longer;
  bool moved = false;
  for (size_t i = 0; i < count; ++i) {
    const char *entry = bytes + i * size;
    size_t place = i, first = runs.empty() ? i : runs.back();
    size_t last = i - std::min(i - first, Near);
    while (place > last && less(entry, order[place - 1]))
      --place;
    if (i == first || (place == last && place > first && less(entry, order[place - 1]))) {
      runs.push_back(i);
      place = i;
    }
    moved |= place != i;
    std::copy_backward(order.begin() + place, order.begin() + i, order.begin() + i + 1);
    order[place] = entry;
  }
  if (!moved && runs.size() < 2)
    return;
  if (runs.size() > 1)
    merged.resize_for_overwrite(count);
  while (runs.size() > 1) {
    longer.clear();
    auto bound = [&](size_t run) {
      return order.begin() + (run < runs.size() ? runs[run] : count);
    };
    for (size_t i = 0; i < runs.size(); i += 2) {
      std::merge(bound(i), bound(i + 1), bound(i + 1), bound(i + 2), merged.begin() + runs[i],
                 less);
      longer.push_back(runs[i]);
    }
    order.swap(merged);
    runs.swap(longer);
  }
  llvm::SmallVector<char, 512> sorted;
  sorted.resize_for_overwrite(count * size);
  for (size_t i = 0; i < count; ++i)
    std::memcpy(sorted.data() + i * size, order[i], size);
  std::memcpy(base, sorted.data(), sorted.size());
}
