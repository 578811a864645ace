; The compiler's answer for processors without AVX-512.
target triple = "spir64"

define spir_func zeroext i1 @__mirrorcl_has_avx512() alwaysinline nounwind {
  ret i1 false
}
