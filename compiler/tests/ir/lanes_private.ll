declare void @llvm.lifetime.start.p0(ptr captures(none))

declare void @llvm.lifetime.end.p0(ptr captures(none))

declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %private = alloca [256 x i8], align 64
  %2 = icmp eq i64 %1, 0
  br i1 %2, label %done, label %setup

setup:                                            ; preds = %entry
  %3 = getelementptr i8, ptr %0, i64 104
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr i8, ptr %0, i64 120
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr i8, ptr %0, i64 0
  %10 = load ptr, ptr %9, align 8
  %11 = getelementptr i8, ptr %10, i64 0
  %12 = load ptr addrspace(1), ptr %11, align 1
  %13 = getelementptr i8, ptr %0, i64 0
  %14 = load ptr, ptr %13, align 8
  %15 = getelementptr i8, ptr %14, i64 8
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 0
  %18 = load ptr, ptr %17, align 8
  %19 = getelementptr i8, ptr %18, i64 16
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = mul i64 %6, %8
  %26 = icmp eq i64 %25, 1
  %27 = icmp eq i64 %4, 0
  %28 = select i1 %27, i64 1, i64 %4
  %29 = udiv i64 16, %28
  %30 = icmp ult i64 %29, 1
  %31 = select i1 %30, i64 1, i64 %29
  %32 = select i1 %26, i64 %1, i64 %31
  %33 = and i64 %4, 3
  %34 = icmp eq i64 %33, 0
  %35 = icmp ult i64 15, %4
  %36 = select i1 %26, i1 %35, i1 %34
  %37 = and i1 %34, %36
  %merged = select i1 %37, i64 1, i64 %32
  %38 = getelementptr i8, ptr %0, i64 8
  %39 = load i64, ptr %38, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %113, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  %44 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %111, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -4
  %45 = icmp ult i64 0, %full
  br i1 %45, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %73, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %46 = mul i64 %24, %group.id
  %47 = add i64 %22, %46
  %48 = add i64 %47, %x4
  %49 = icmp eq i32 %20, 0
  br i1 %49, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %50 = phi i32 [ 0, %body8 ], [ %62, %body10 ]
  %51 = phi <4 x i1> [ splat (i1 true), %body8 ], [ %51, %body10 ]
  %52 = getelementptr i32, ptr addrspace(1) %12, i64 %48
  %53 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %52, <4 x i1> %51, <4 x i32> poison)
  %54 = and i32 %50, 31
  %55 = insertelement <4 x i32> poison, i32 %54, i32 0
  %56 = shufflevector <4 x i32> %55, <4 x i32> poison, <4 x i32> zeroinitializer
  %57 = lshr <4 x i32> %53, %56
  %58 = and i32 %50, 15
  %59 = zext nneg i32 %58 to i64
  %60 = getelementptr [16 x i8], ptr %private, i64 %59
  %61 = getelementptr i8, ptr %60, i64 0
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %57, ptr align 4 %61, <4 x i1> %51)
  %62 = add i32 %50, 1
  %63 = icmp ult i32 %62, %20
  br i1 %63, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %64 = getelementptr i32, ptr addrspace(1) %12, i64 %48
  %65 = load <4 x i32>, ptr addrspace(1) %64, align 4
  %66 = and <4 x i32> %65, splat (i32 15)
  %67 = zext nneg <4 x i32> %66 to <4 x i64>
  %68 = getelementptr i8, ptr %private, <4 x i64> <i64 0, i64 4, i64 8, i64 12>
  %69 = getelementptr [16 x i8], <4 x ptr> %68, <4 x i64> %67
  %70 = getelementptr i8, <4 x ptr> %69, i64 0
  %71 = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> align 4 %70, <4 x i1> splat (i1 true), <4 x i32> poison)
  %72 = getelementptr i32, ptr addrspace(1) %16, i64 %48
  store <4 x i32> %71, ptr addrspace(1) %72, align 4
  br label %body14

body14:                                           ; preds = %body13
  br label %items.next

items.next:                                       ; preds = %body14
  %73 = add nuw i64 %x4, 4
  %74 = icmp ult i64 %73, %full
  br i1 %74, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %75 = icmp ult i64 %full, %items
  br i1 %75, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x15

x15:                                              ; preds = %items.next17, %partial
  %x16 = phi i64 [ %full, %partial ], [ %109, %items.next17 ]
  %76 = sub i64 %items, %x16
  %77 = icmp ult i64 %76, 4
  %78 = select i1 %77, i64 %76, i64 4
  %79 = trunc i64 %78 to i32
  %80 = insertelement <4 x i32> poison, i32 %79, i32 0
  %81 = shufflevector <4 x i32> %80, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %81
  %item18 = add i64 %row3, %x16
  br label %body19

body19:                                           ; preds = %x15
  br label %body20

body20:                                           ; preds = %body19
  br label %body21

body21:                                           ; preds = %body20
  %82 = mul i64 %24, %group.id
  %83 = add i64 %22, %82
  %84 = add i64 %83, %x16
  %85 = icmp eq i32 %20, 0
  br i1 %85, label %body22, label %body23

body22:                                           ; preds = %body21
  br label %body28

body23:                                           ; preds = %body21
  br label %body24

body24:                                           ; preds = %body25, %body23
  %86 = phi i32 [ 0, %body23 ], [ %98, %body25 ]
  %87 = phi <4 x i1> [ %lanes, %body23 ], [ %87, %body25 ]
  %88 = getelementptr i32, ptr addrspace(1) %12, i64 %84
  %89 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %88, <4 x i1> %87, <4 x i32> poison)
  %90 = and i32 %86, 31
  %91 = insertelement <4 x i32> poison, i32 %90, i32 0
  %92 = shufflevector <4 x i32> %91, <4 x i32> poison, <4 x i32> zeroinitializer
  %93 = lshr <4 x i32> %89, %92
  %94 = and i32 %86, 15
  %95 = zext nneg i32 %94 to i64
  %96 = getelementptr [16 x i8], ptr %private, i64 %95
  %97 = getelementptr i8, ptr %96, i64 0
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %93, ptr align 4 %97, <4 x i1> %87)
  %98 = add i32 %86, 1
  %99 = icmp ult i32 %98, %20
  br i1 %99, label %body25, label %body26

body25:                                           ; preds = %body24
  br label %body24

body26:                                           ; preds = %body24
  br label %body27

body27:                                           ; preds = %body26
  br label %body28

body28:                                           ; preds = %body27, %body22
  %100 = getelementptr i32, ptr addrspace(1) %12, i64 %84
  %101 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %100, <4 x i1> %lanes, <4 x i32> poison)
  %102 = and <4 x i32> %101, splat (i32 15)
  %103 = zext nneg <4 x i32> %102 to <4 x i64>
  %104 = getelementptr i8, ptr %private, <4 x i64> <i64 0, i64 4, i64 8, i64 12>
  %105 = getelementptr [16 x i8], <4 x ptr> %104, <4 x i64> %103
  %106 = getelementptr i8, <4 x ptr> %105, i64 0
  %107 = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> align 4 %106, <4 x i1> %lanes, <4 x i32> poison)
  %108 = getelementptr i32, ptr addrspace(1) %16, i64 %84
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %107, ptr addrspace(1) align 4 %108, <4 x i1> %lanes)
  br label %body29

body29:                                           ; preds = %body28
  br label %items.next17

items.next17:                                     ; preds = %body29
  %109 = add nuw i64 %x16, 4
  %110 = icmp ult i64 %109, %items
  br i1 %110, label %x15, label %after30

after30:                                          ; preds = %items.next17
  br label %row.done

row.done:                                         ; preds = %after30, %rest
  %111 = add nuw i64 %row2, 1
  %112 = icmp ult i64 %111, %44
  br i1 %112, label %row, label %after31

after31:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after31
  %113 = add nuw i64 %group1, %merged
  %114 = icmp ult i64 %113, %1
  br i1 %114, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p0(<4 x i32>, ptr captures(none), <4 x i1>)

declare <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr>, <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

