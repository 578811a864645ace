define dso_local spir_kernel void @divide(ptr addrspace(1) noundef align 4 %s, ptr addrspace(1) noundef align 4 %u, ptr addrspace(1) noundef align 4 %v) {
entry:
  %arrayidx.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 4
  %0 = load i32, ptr addrspace(1) %arrayidx.i, align 4
  %arrayidx1.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 8
  %1 = load i32, ptr addrspace(1) %arrayidx1.i, align 4
  %2 = freeze i32 %1
  %3 = icmp eq i32 %2, 0
  %4 = freeze i32 %0
  %5 = icmp eq i32 %4, -2147483648
  %6 = icmp eq i32 %2, -1
  %7 = and i1 %5, %6
  %8 = or i1 %3, %7
  %9 = select i1 %8, i32 1, i32 %2
  %div.i = sdiv i32 %4, %9
  store i32 %div.i, ptr addrspace(1) %s, align 4
  %arrayidx3.i = getelementptr inbounds nuw i8, ptr addrspace(1) %u, i64 4
  %10 = load i32, ptr addrspace(1) %arrayidx3.i, align 4
  %arrayidx4.i = getelementptr inbounds nuw i8, ptr addrspace(1) %u, i64 8
  %11 = load i32, ptr addrspace(1) %arrayidx4.i, align 4
  %12 = freeze i32 %11
  %13 = call i32 @llvm.umax.i32(i32 %12, i32 1)
  %rem.i = urem i32 %10, %13
  store i32 %rem.i, ptr addrspace(1) %u, align 4
  %arrayidx6.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 16
  %14 = load i32, ptr addrspace(1) %arrayidx6.i, align 4
  %15 = freeze i32 %14
  %div7.i = sdiv i32 %15, 10
  %16 = icmp eq i32 %15, -2147483648
  %17 = select i1 %16, i32 1, i32 -1
  %rem9.i = srem i32 %15, %17
  %add.i = add nsw i32 %div7.i, %rem9.i
  %arrayidx10.i = getelementptr inbounds nuw i8, ptr addrspace(1) %s, i64 12
  store i32 %add.i, ptr addrspace(1) %arrayidx10.i, align 4
  %arrayidx11.i = getelementptr inbounds nuw i8, ptr addrspace(1) %v, i64 4
  %18 = load <2 x i16>, ptr addrspace(1) %arrayidx11.i, align 4
  %arrayidx12.i = getelementptr inbounds nuw i8, ptr addrspace(1) %v, i64 8
  %19 = load <2 x i16>, ptr addrspace(1) %arrayidx12.i, align 4
  %.fr = freeze <2 x i16> %19
  %vecinit13.i = insertelement <2 x i16> %.fr, i16 7, i64 1
  %20 = icmp eq <2 x i16> %vecinit13.i, zeroinitializer
  %21 = freeze <2 x i16> %18
  %22 = icmp eq <2 x i16> %21, splat (i16 -32768)
  %23 = icmp eq <2 x i16> %vecinit13.i, splat (i16 -1)
  %24 = and <2 x i1> %22, %23
  %25 = or <2 x i1> %20, %24
  %26 = select <2 x i1> %25, <2 x i16> splat (i16 1), <2 x i16> %vecinit13.i
  %div14.i = sdiv <2 x i16> %21, %26
  store <2 x i16> %div14.i, ptr addrspace(1) %v, align 4
  ret void
}

declare i32 @llvm.umax.i32(i32, i32)

