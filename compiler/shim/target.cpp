#include "shim.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
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
  std::string missing;
  for (StringRef flag : split(all, ','))
    if (!flag.empty() && std::binary_search(known.begin(), known.end(), flag.substr(1)) !=
                             flag.starts_with("+"))
      missing += (missing.empty() ? "" : ",") + flag.str();
  write(sink, missing.data(), missing.size());
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
