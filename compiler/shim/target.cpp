#include "shim.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace llvm;

void mirrorcl_missing_features(MirrorclBytes cpu, MirrorclBytes features, MirrorclWrite write,
                               void *sink) {
  StringRef name(cpu.data, cpu.size), all(features.data, features.size);
  SmallVector<StringRef, 128> known;
  if (X86::parseArchX86(name) != X86::CK_None)
    X86::getFeaturesForCPU(name, known);
  llvm::sort(known);
  SmallVector<StringRef, 64> missing;
  StringSet<> implied;
  for (StringRef flag : split(all, ',')) {
    bool has = flag.starts_with("+");
    if (flag.empty() || std::binary_search(known.begin(), known.end(), flag.substr(1)) == has)
      continue;
    missing.push_back(flag);
    if (!has)
      continue;
    StringMap<bool> with;
    X86::updateImpliedFeatures(flag.substr(1), true, with);
    for (StringRef other : with.keys())
      if (other != flag.substr(1))
        implied.insert(other);
  }
  erase_if(missing, [&](StringRef flag) {
    return flag.starts_with("+") && implied.contains(flag.substr(1));
  });
  std::string list = join(missing, ",");
  write(sink, list.data(), list.size());
}

bool mirrorcl_has_features(LLVMTargetMachineRef machine, MirrorclBytes features) {
  const MCSubtargetInfo &info = *reinterpret_cast<TargetMachine *>(machine)->getMCSubtargetInfo();
  ArrayRef<SubtargetFeatureKV> known = info.getAllProcessorFeatures();
  for (StringRef flag : split(StringRef(features.data, features.size), ',')) {
    if (flag.empty())
      continue;
    const SubtargetFeatureKV *found = llvm::lower_bound(known, flag.substr(1));
    bool has = found != known.end() && StringRef(found->Key) == flag.substr(1) &&
               info.getFeatureBits().test(found->Value);
    if (has != flag.starts_with("+"))
      return false;
  }
  return true;
}

void mirrorcl_reduce_strength(bool reduce) {
  // A pass of the target's own list, which has no other way to leave it out.
  cl::Option *option = cl::getRegisteredOptions().lookup("disable-lsr");
  assert(option && "an option of LLVM 22");
  if (option)
    static_cast<cl::opt<bool> *>(option)->setValue(!reduce);
}
