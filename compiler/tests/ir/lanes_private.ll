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
  %group1 = phi i64 [ 0, %setup ], [ %116, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after31, %region
  %z2 = phi i64 [ 0, %region ], [ %114, %after31 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %112, %row.done ]
  %44 = mul i64 %z2, %6
  %45 = add i64 %44, %y3
  %row = mul i64 %45, %4
  %full = and i64 %items, -4
  %46 = icmp ult i64 0, %full
  br i1 %46, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %74, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %47 = mul i64 %24, %group.id
  %48 = add i64 %22, %47
  %49 = add i64 %48, %x4
  %50 = icmp eq i32 %20, 0
  br i1 %50, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %51 = phi i32 [ 0, %body8 ], [ %63, %body10 ]
  %52 = phi <4 x i1> [ splat (i1 true), %body8 ], [ %52, %body10 ]
  %53 = getelementptr i32, ptr addrspace(1) %12, i64 %49
  %54 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %53, <4 x i1> %52, <4 x i32> poison)
  %55 = and i32 %51, 31
  %56 = insertelement <4 x i32> poison, i32 %55, i32 0
  %57 = shufflevector <4 x i32> %56, <4 x i32> poison, <4 x i32> zeroinitializer
  %58 = lshr <4 x i32> %54, %57
  %59 = and i32 %51, 15
  %60 = zext nneg i32 %59 to i64
  %61 = getelementptr [16 x i8], ptr %private, i64 %60
  %62 = getelementptr i8, ptr %61, i64 0
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %58, ptr align 4 %62, <4 x i1> %52)
  %63 = add i32 %51, 1
  %64 = icmp ult i32 %63, %20
  br i1 %64, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %65 = getelementptr i32, ptr addrspace(1) %12, i64 %49
  %66 = load <4 x i32>, ptr addrspace(1) %65, align 4
  %67 = and <4 x i32> %66, splat (i32 15)
  %68 = zext nneg <4 x i32> %67 to <4 x i64>
  %69 = getelementptr i8, ptr %private, <4 x i64> <i64 0, i64 4, i64 8, i64 12>
  %70 = getelementptr [16 x i8], <4 x ptr> %69, <4 x i64> %68
  %71 = getelementptr i8, <4 x ptr> %70, i64 0
  %72 = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> align 4 %71, <4 x i1> splat (i1 true), <4 x i32> poison)
  %73 = getelementptr i32, ptr addrspace(1) %16, i64 %49
  store <4 x i32> %72, ptr addrspace(1) %73, align 4
  br label %body14

body14:                                           ; preds = %body13
  br label %items.next

items.next:                                       ; preds = %body14
  %74 = add nuw i64 %x4, 4
  %75 = icmp ult i64 %74, %full
  br i1 %75, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %76 = icmp ult i64 %full, %items
  br i1 %76, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x15

x15:                                              ; preds = %items.next17, %partial
  %x16 = phi i64 [ %full, %partial ], [ %110, %items.next17 ]
  %77 = sub i64 %items, %x16
  %78 = icmp ult i64 %77, 4
  %79 = select i1 %78, i64 %77, i64 4
  %80 = trunc i64 %79 to i32
  %81 = insertelement <4 x i32> poison, i32 %80, i32 0
  %82 = shufflevector <4 x i32> %81, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %82
  %item18 = add i64 %row, %x16
  br label %body19

body19:                                           ; preds = %x15
  br label %body20

body20:                                           ; preds = %body19
  br label %body21

body21:                                           ; preds = %body20
  %83 = mul i64 %24, %group.id
  %84 = add i64 %22, %83
  %85 = add i64 %84, %x16
  %86 = icmp eq i32 %20, 0
  br i1 %86, label %body22, label %body23

body22:                                           ; preds = %body21
  br label %body28

body23:                                           ; preds = %body21
  br label %body24

body24:                                           ; preds = %body25, %body23
  %87 = phi i32 [ 0, %body23 ], [ %99, %body25 ]
  %88 = phi <4 x i1> [ %lanes, %body23 ], [ %88, %body25 ]
  %89 = getelementptr i32, ptr addrspace(1) %12, i64 %85
  %90 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %89, <4 x i1> %88, <4 x i32> poison)
  %91 = and i32 %87, 31
  %92 = insertelement <4 x i32> poison, i32 %91, i32 0
  %93 = shufflevector <4 x i32> %92, <4 x i32> poison, <4 x i32> zeroinitializer
  %94 = lshr <4 x i32> %90, %93
  %95 = and i32 %87, 15
  %96 = zext nneg i32 %95 to i64
  %97 = getelementptr [16 x i8], ptr %private, i64 %96
  %98 = getelementptr i8, ptr %97, i64 0
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %94, ptr align 4 %98, <4 x i1> %88)
  %99 = add i32 %87, 1
  %100 = icmp ult i32 %99, %20
  br i1 %100, label %body25, label %body26

body25:                                           ; preds = %body24
  br label %body24

body26:                                           ; preds = %body24
  br label %body27

body27:                                           ; preds = %body26
  br label %body28

body28:                                           ; preds = %body27, %body22
  %101 = getelementptr i32, ptr addrspace(1) %12, i64 %85
  %102 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %101, <4 x i1> %lanes, <4 x i32> poison)
  %103 = and <4 x i32> %102, splat (i32 15)
  %104 = zext nneg <4 x i32> %103 to <4 x i64>
  %105 = getelementptr i8, ptr %private, <4 x i64> <i64 0, i64 4, i64 8, i64 12>
  %106 = getelementptr [16 x i8], <4 x ptr> %105, <4 x i64> %104
  %107 = getelementptr i8, <4 x ptr> %106, i64 0
  %108 = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> align 4 %107, <4 x i1> %lanes, <4 x i32> poison)
  %109 = getelementptr i32, ptr addrspace(1) %16, i64 %85
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %108, ptr addrspace(1) align 4 %109, <4 x i1> %lanes)
  br label %body29

body29:                                           ; preds = %body28
  br label %items.next17

items.next17:                                     ; preds = %body29
  %110 = add nuw i64 %x16, 4
  %111 = icmp ult i64 %110, %items
  br i1 %111, label %x15, label %after30

after30:                                          ; preds = %items.next17
  br label %row.done

row.done:                                         ; preds = %after30, %rest
  %112 = add nuw i64 %y3, 1
  %113 = icmp ult i64 %112, %6
  br i1 %113, label %y, label %after31

after31:                                          ; preds = %row.done
  %114 = add nuw i64 %z2, 1
  %115 = icmp ult i64 %114, %8
  br i1 %115, label %z, label %after32

after32:                                          ; preds = %after31
  br label %group.next

group.next:                                       ; preds = %after32
  %116 = add nuw i64 %group1, %merged
  %117 = icmp ult i64 %116, %1
  br i1 %117, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p0(<4 x i32>, ptr captures(none), <4 x i1>)

declare <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr>, <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

