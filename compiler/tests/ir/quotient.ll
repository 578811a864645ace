define dso_local spir_kernel void @divide(ptr addrspace(1) noundef align 4 %s, ptr addrspace(1) noundef align 8 %v, ptr addrspace(1) noundef align 8 %d) {
entry:
  %arrayidx.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 4
  %0 = load float, ptr addrspace(1) %arrayidx.i, align 4
  %1 = fmul float %0, 0x3F94E5E0A0000000
  store float %1, ptr addrspace(1) %s, align 4
  %arrayidx2.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 12
  %2 = load float, ptr addrspace(1) %arrayidx2.i, align 4
  %div3.i = fdiv float %2, 0x47E0000000000000
  %arrayidx4.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 8
  store float %div3.i, ptr addrspace(1) %arrayidx4.i, align 4
  %arrayidx5.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 20
  %3 = load float, ptr addrspace(1) %arrayidx5.i, align 4
  %arrayidx6.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 24
  %4 = load float, ptr addrspace(1) %arrayidx6.i, align 4
  %div7.i = fdiv float %3, %4
  %arrayidx8.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 16
  store float %div7.i, ptr addrspace(1) %arrayidx8.i, align 4
  %arrayidx9.i = getelementptr inbounds nuw i8, ptr addrspace(1) %v, i64 8
  %5 = load <2 x float>, ptr addrspace(1) %arrayidx9.i, align 8
  %6 = fmul <2 x float> %5, <float 0xBFD5555560000000, float 0x3FC24924A0000000>
  store <2 x float> %6, ptr addrspace(1) %v, align 8
  %arrayidx12.i = getelementptr inbounds nuw i8, ptr addrspace(1) %d, i64 8
  %7 = load double, ptr addrspace(1) %arrayidx12.i, align 8
  %div13.i = fdiv double %7, 4.900000e+01
  store double %div13.i, ptr addrspace(1) %d, align 8
  ret void
}

