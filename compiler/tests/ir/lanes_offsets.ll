declare void @llvm.lifetime.start.p0(ptr captures(none))

declare void @llvm.lifetime.end.p0(ptr captures(none))

declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @rows.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
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
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 80
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 88
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 96
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 156
  %28 = load i32, ptr %27, align 4
  %29 = mul i64 %6, %8
  %30 = icmp eq i64 %29, 1
  %31 = icmp eq i64 %4, 0
  %32 = select i1 %31, i64 1, i64 %4
  %33 = udiv i64 32, %32
  %34 = icmp ult i64 %33, 1
  %35 = select i1 %34, i64 1, i64 %33
  %36 = select i1 %30, i64 %1, i64 %35
  %37 = and i64 %4, 15
  %38 = icmp eq i64 %37, 0
  %39 = icmp ult i64 31, %4
  %40 = select i1 %30, i1 %39, i1 %38
  %41 = and i1 %38, %40
  %merged = select i1 %41, i64 1, i64 %36
  %42 = getelementptr i8, ptr %0, i64 8
  %43 = load i64, ptr %42, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %143, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after50, %region
  %z2 = phi i64 [ 0, %region ], [ %141, %after50 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %139, %row.done ]
  %48 = mul i64 %z2, %6
  %49 = add i64 %48, %y3
  %row = mul i64 %49, %4
  %full = and i64 %items, -16
  %50 = icmp ult i64 0, %full
  br i1 %50, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %79, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %51 = mul i64 4, %22
  %52 = mul i64 %51, %24
  %53 = mul i64 %52, %26
  %54 = lshr i64 %53, 10
  %55 = zext i32 %28 to i64
  %56 = icmp ugt i64 %54, %55
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %57 = mul i64 %20, %group.id
  %58 = add i64 %18, %57
  %59 = add i64 %58, %x4
  %60 = shl i64 %59, 8
  %61 = getelementptr i8, ptr addrspace(1) %16, i64 %60
  br label %body7

body7:                                            ; preds = %body8, %body6
  %62 = phi <16 x i32> [ zeroinitializer, %body6 ], [ %71, %body8 ]
  %63 = phi i32 [ 0, %body6 ], [ %72, %body8 ]
  %64 = phi <16 x i32> [ zeroinitializer, %body6 ], [ %70, %body8 ]
  %65 = add <16 x i32> %64, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448, i32 512, i32 576, i32 640, i32 704, i32 768, i32 832, i32 896, i32 960>
  %66 = sext <16 x i32> %65 to <16 x i64>
  %67 = getelementptr i32, ptr addrspace(1) %61, <16 x i64> %66
  %68 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %67, <16 x i1> splat (i1 true), <16 x i32> poison)
  %69 = and <16 x i32> %68, splat (i32 1)
  %70 = add <16 x i32> %64, %69
  %71 = add <16 x i32> %62, %68
  %72 = add nuw nsw i32 %63, 1
  %73 = icmp samesign ult i32 %63, 63
  br i1 %73, label %body8, label %body9

body8:                                            ; preds = %body7
  br label %body7

body9:                                            ; preds = %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %74 = getelementptr i32, ptr addrspace(1) %12, i64 %59
  %75 = select i1 %56, i64 63, i64 -1
  %76 = ptrtoint ptr addrspace(1) %74 to i64
  %77 = and i64 %76, %75
  %78 = icmp eq i64 %77, 0
  br i1 %78, label %body12, label %body13

body12:                                           ; preds = %body11
  store <16 x i32> %71, ptr addrspace(1) %74, align 64
  br label %body14

body13:                                           ; preds = %body11
  store <16 x i32> %71, ptr addrspace(1) %74, align 4
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %79 = add nuw i64 %x4, 16
  %80 = icmp ult i64 %79, %full
  br i1 %80, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %full16 = and i64 %items, -8
  %81 = icmp ult i64 %full, %full16
  br i1 %81, label %vectors17, label %rest18

vectors17:                                        ; preds = %rest
  br label %x19

x19:                                              ; preds = %items.next21, %vectors17
  %x20 = phi i64 [ %full, %vectors17 ], [ %110, %items.next21 ]
  %item22 = add i64 %row, %x20
  br label %body23

body23:                                           ; preds = %x19
  %82 = mul i64 4, %22
  %83 = mul i64 %82, %24
  %84 = mul i64 %83, %26
  %85 = lshr i64 %84, 10
  %86 = zext i32 %28 to i64
  %87 = icmp ugt i64 %85, %86
  br label %body24

body24:                                           ; preds = %body23
  br label %body25

body25:                                           ; preds = %body24
  %88 = mul i64 %20, %group.id
  %89 = add i64 %18, %88
  %90 = add i64 %89, %x20
  %91 = shl i64 %90, 8
  %92 = getelementptr i8, ptr addrspace(1) %16, i64 %91
  br label %body26

body26:                                           ; preds = %body27, %body25
  %93 = phi <8 x i32> [ zeroinitializer, %body25 ], [ %102, %body27 ]
  %94 = phi i32 [ 0, %body25 ], [ %103, %body27 ]
  %95 = phi <8 x i32> [ zeroinitializer, %body25 ], [ %101, %body27 ]
  %96 = add <8 x i32> %95, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448>
  %97 = sext <8 x i32> %96 to <8 x i64>
  %98 = getelementptr i32, ptr addrspace(1) %92, <8 x i64> %97
  %99 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %98, <8 x i1> splat (i1 true), <8 x i32> poison)
  %100 = and <8 x i32> %99, splat (i32 1)
  %101 = add <8 x i32> %95, %100
  %102 = add <8 x i32> %93, %99
  %103 = add nuw nsw i32 %94, 1
  %104 = icmp samesign ult i32 %94, 63
  br i1 %104, label %body27, label %body28

body27:                                           ; preds = %body26
  br label %body26

body28:                                           ; preds = %body26
  br label %body29

body29:                                           ; preds = %body28
  br label %body30

body30:                                           ; preds = %body29
  %105 = getelementptr i32, ptr addrspace(1) %12, i64 %90
  %106 = select i1 %87, i64 31, i64 -1
  %107 = ptrtoint ptr addrspace(1) %105 to i64
  %108 = and i64 %107, %106
  %109 = icmp eq i64 %108, 0
  br i1 %109, label %body31, label %body32

body31:                                           ; preds = %body30
  store <8 x i32> %102, ptr addrspace(1) %105, align 32
  br label %body33

body32:                                           ; preds = %body30
  store <8 x i32> %102, ptr addrspace(1) %105, align 4
  br label %body33

body33:                                           ; preds = %body32, %body31
  br label %body34

body34:                                           ; preds = %body33
  br label %items.next21

items.next21:                                     ; preds = %body34
  %110 = add nuw i64 %x20, 8
  %111 = icmp ult i64 %110, %full16
  br i1 %111, label %x19, label %after35

after35:                                          ; preds = %items.next21
  br label %rest18

rest18:                                           ; preds = %after35, %rest
  %112 = icmp ult i64 %full16, %items
  br i1 %112, label %partial, label %row.done

partial:                                          ; preds = %rest18
  br label %x36

x36:                                              ; preds = %items.next38, %partial
  %x37 = phi i64 [ %full16, %partial ], [ %137, %items.next38 ]
  %113 = sub i64 %items, %x37
  %114 = icmp ult i64 %113, 8
  %115 = select i1 %114, i64 %113, i64 8
  %116 = trunc i64 %115 to i32
  %117 = insertelement <8 x i32> poison, i32 %116, i32 0
  %118 = shufflevector <8 x i32> %117, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %118
  %item39 = add i64 %row, %x37
  br label %body40

body40:                                           ; preds = %x36
  br label %body41

body41:                                           ; preds = %body40
  br label %body42

body42:                                           ; preds = %body41
  %119 = mul i64 %20, %group.id
  %120 = add i64 %18, %119
  %121 = add i64 %120, %x37
  %122 = shl i64 %121, 8
  %123 = getelementptr i8, ptr addrspace(1) %16, i64 %122
  br label %body43

body43:                                           ; preds = %body44, %body42
  %124 = phi <8 x i32> [ zeroinitializer, %body42 ], [ %133, %body44 ]
  %125 = phi i32 [ 0, %body42 ], [ %134, %body44 ]
  %126 = phi <8 x i32> [ zeroinitializer, %body42 ], [ %132, %body44 ]
  %127 = add <8 x i32> %126, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448>
  %128 = sext <8 x i32> %127 to <8 x i64>
  %129 = getelementptr i32, ptr addrspace(1) %123, <8 x i64> %128
  %130 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %129, <8 x i1> %lanes, <8 x i32> poison)
  %131 = and <8 x i32> %130, splat (i32 1)
  %132 = add <8 x i32> %126, %131
  %133 = add <8 x i32> %124, %130
  %134 = add nuw nsw i32 %125, 1
  %135 = icmp samesign ult i32 %125, 63
  br i1 %135, label %body44, label %body45

body44:                                           ; preds = %body43
  br label %body43

body45:                                           ; preds = %body43
  br label %body46

body46:                                           ; preds = %body45
  br label %body47

body47:                                           ; preds = %body46
  %136 = getelementptr i32, ptr addrspace(1) %12, i64 %121
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %133, ptr addrspace(1) align 4 %136, <8 x i1> %lanes)
  br label %body48

body48:                                           ; preds = %body47
  br label %items.next38

items.next38:                                     ; preds = %body48
  %137 = add nuw i64 %x37, 8
  %138 = icmp ult i64 %137, %items
  br i1 %138, label %x36, label %after49

after49:                                          ; preds = %items.next38
  br label %row.done

row.done:                                         ; preds = %after49, %rest18
  %139 = add nuw i64 %y3, 1
  %140 = icmp ult i64 %139, %6
  br i1 %140, label %y, label %after50

after50:                                          ; preds = %row.done
  %141 = add nuw i64 %z2, 1
  %142 = icmp ult i64 %141, %8
  br i1 %142, label %z, label %after51

after51:                                          ; preds = %after50
  br label %group.next

group.next:                                       ; preds = %after51
  %143 = add nuw i64 %group1, %merged
  %144 = icmp ult i64 %143, %1
  br i1 %144, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)>, <16 x i1>, <16 x i32>)

declare <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x i32>)

declare void @llvm.masked.store.v8i32.p1(<8 x i32>, ptr addrspace(1) captures(none), <8 x i1>)

define void @parts.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
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
  %20 = load ptr addrspace(1), ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 80
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 88
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 96
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 156
  %32 = load i32, ptr %31, align 4
  %33 = mul i64 %6, %8
  %34 = icmp eq i64 %33, 1
  %35 = icmp eq i64 %4, 0
  %36 = select i1 %35, i64 1, i64 %4
  %37 = udiv i64 16, %36
  %38 = icmp ult i64 %37, 1
  %39 = select i1 %38, i64 1, i64 %37
  %40 = select i1 %34, i64 %1, i64 %39
  %41 = and i64 %4, 7
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i64 15, %4
  %44 = select i1 %34, i1 %43, i1 %42
  %45 = and i1 %42, %44
  %merged = select i1 %45, i64 1, i64 %40
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %126, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after20, %region
  %z2 = phi i64 [ 0, %region ], [ %124, %after20 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %122, %row.done ]
  %52 = mul i64 %z2, %6
  %53 = add i64 %52, %y3
  %row = mul i64 %53, %4
  %full = and i64 %items, -8
  %54 = icmp ult i64 0, %full
  br i1 %54, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %88, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %55 = mul i64 4, %26
  %56 = mul i64 %55, %28
  %57 = mul i64 %56, %30
  %58 = lshr i64 %57, 10
  %59 = zext i32 %32 to i64
  %60 = icmp ugt i64 %58, %59
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %61 = mul i64 %24, %group.id
  %62 = add i64 %22, %61
  %63 = add i64 %62, %x4
  %64 = getelementptr i8, ptr addrspace(1) %16, i64 %63
  %65 = load <8 x i8>, ptr addrspace(1) %64, align 1
  %66 = zext <8 x i8> %65 to <8 x i32>
  %67 = mul <8 x i32> %66, splat (i32 2)
  %68 = sext <8 x i32> %67 to <8 x i64>
  %69 = getelementptr i64, ptr addrspace(1) %20, <8 x i64> %68
  %70 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 16 %69, <8 x i1> splat (i1 true), <8 x i64> poison)
  %71 = bitcast <8 x i64> %70 to <16 x float>
  %72 = shufflevector <16 x float> %71, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %73 = shufflevector <16 x float> %71, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %74 = shufflevector <8 x float> %72, <8 x float> %73, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %75 = getelementptr i8, ptr addrspace(1) %20, i64 8
  %76 = getelementptr i64, ptr addrspace(1) %75, <8 x i64> %68
  %77 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 8 %76, <8 x i1> splat (i1 true), <8 x i64> poison)
  %78 = bitcast <8 x i64> %77 to <16 x float>
  %79 = shufflevector <16 x float> %78, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %80 = shufflevector <16 x float> %78, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %81 = shufflevector <8 x float> %79, <8 x float> %80, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %82 = fadd <8 x float> %74, %81
  %83 = getelementptr float, ptr addrspace(1) %12, i64 %63
  %84 = select i1 %60, i64 31, i64 -1
  %85 = ptrtoint ptr addrspace(1) %83 to i64
  %86 = and i64 %85, %84
  %87 = icmp eq i64 %86, 0
  br i1 %87, label %body7, label %body8

body7:                                            ; preds = %body6
  store <8 x float> %82, ptr addrspace(1) %83, align 32
  br label %body9

body8:                                            ; preds = %body6
  store <8 x float> %82, ptr addrspace(1) %83, align 4
  br label %body9

body9:                                            ; preds = %body8, %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %88 = add nuw i64 %x4, 8
  %89 = icmp ult i64 %88, %full
  br i1 %89, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %90 = icmp ult i64 %full, %items
  br i1 %90, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %full, %partial ], [ %120, %items.next13 ]
  %91 = sub i64 %items, %x12
  %92 = icmp ult i64 %91, 8
  %93 = select i1 %92, i64 %91, i64 8
  %94 = trunc i64 %93 to i32
  %95 = insertelement <8 x i32> poison, i32 %94, i32 0
  %96 = shufflevector <8 x i32> %95, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %96
  %item14 = add i64 %row, %x12
  br label %body15

body15:                                           ; preds = %x11
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %97 = mul i64 %24, %group.id
  %98 = add i64 %22, %97
  %99 = add i64 %98, %x12
  %100 = getelementptr i8, ptr addrspace(1) %16, i64 %99
  %101 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %100, <8 x i1> %lanes, <8 x i8> poison)
  %102 = zext <8 x i8> %101 to <8 x i32>
  %103 = mul <8 x i32> %102, splat (i32 2)
  %104 = sext <8 x i32> %103 to <8 x i64>
  %105 = getelementptr i64, ptr addrspace(1) %20, <8 x i64> %104
  %106 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 16 %105, <8 x i1> %lanes, <8 x i64> poison)
  %107 = bitcast <8 x i64> %106 to <16 x float>
  %108 = shufflevector <16 x float> %107, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %109 = shufflevector <16 x float> %107, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %110 = shufflevector <8 x float> %108, <8 x float> %109, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %111 = getelementptr i8, ptr addrspace(1) %20, i64 8
  %112 = getelementptr i64, ptr addrspace(1) %111, <8 x i64> %104
  %113 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 8 %112, <8 x i1> %lanes, <8 x i64> poison)
  %114 = bitcast <8 x i64> %113 to <16 x float>
  %115 = shufflevector <16 x float> %114, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %116 = shufflevector <16 x float> %114, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %117 = shufflevector <8 x float> %115, <8 x float> %116, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %118 = fadd <8 x float> %110, %117
  %119 = getelementptr float, ptr addrspace(1) %12, i64 %99
  call void @llvm.masked.store.v8f32.p1(<8 x float> %118, ptr addrspace(1) align 4 %119, <8 x i1> %lanes)
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next13

items.next13:                                     ; preds = %body18
  %120 = add nuw i64 %x12, 8
  %121 = icmp ult i64 %120, %items
  br i1 %121, label %x11, label %after19

after19:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after19, %rest
  %122 = add nuw i64 %y3, 1
  %123 = icmp ult i64 %122, %6
  br i1 %123, label %y, label %after20

after20:                                          ; preds = %row.done
  %124 = add nuw i64 %z2, 1
  %125 = icmp ult i64 %124, %8
  br i1 %125, label %z, label %after21

after21:                                          ; preds = %after20
  br label %group.next

group.next:                                       ; preds = %after21
  %126 = add nuw i64 %group1, %merged
  %127 = icmp ult i64 %126, %1
  br i1 %127, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x i64>)

declare <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i8>)

declare void @llvm.masked.store.v8f32.p1(<8 x float>, ptr addrspace(1) captures(none), <8 x i1>)

define void @any.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
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
  %20 = load ptr addrspace(1), ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 24
  %24 = load i32, ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 80
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 88
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 96
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr i8, ptr %0, i64 156
  %36 = load i32, ptr %35, align 4
  %37 = mul i64 %6, %8
  %38 = icmp eq i64 %37, 1
  %39 = icmp eq i64 %4, 0
  %40 = select i1 %39, i64 1, i64 %4
  %41 = udiv i64 32, %40
  %42 = icmp ult i64 %41, 1
  %43 = select i1 %42, i64 1, i64 %41
  %44 = select i1 %38, i64 %1, i64 %43
  %45 = and i64 %4, 15
  %46 = icmp eq i64 %45, 0
  %47 = icmp ult i64 31, %4
  %48 = select i1 %38, i1 %47, i1 %46
  %49 = and i1 %46, %48
  %merged = select i1 %49, i64 1, i64 %44
  %50 = getelementptr i8, ptr %0, i64 8
  %51 = load i64, ptr %50, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %175, %group.next ]
  %group.id = add i64 %51, %group1
  %52 = sub i64 %1, %group1
  %53 = icmp ult i64 %52, %merged
  %54 = select i1 %53, i64 %52, i64 %merged
  %items = mul i64 %4, %54
  %55 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %55, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after56, %region
  %z2 = phi i64 [ 0, %region ], [ %173, %after56 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %171, %row.done ]
  %56 = mul i64 %z2, %6
  %57 = add i64 %56, %y3
  %row = mul i64 %57, %4
  %full = and i64 %items, -16
  %58 = icmp ult i64 0, %full
  br i1 %58, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %95, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %59 = mul i64 4, %30
  %60 = mul i64 %59, %32
  %61 = mul i64 %60, %34
  %62 = lshr i64 %61, 10
  %63 = zext i32 %36 to i64
  %64 = icmp ugt i64 %62, %63
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %65 = mul i64 %28, %group.id
  %66 = add i64 %26, %65
  %67 = add i64 %66, %x4
  %68 = getelementptr i32, ptr addrspace(1) %16, i64 %67
  %69 = load <16 x i32>, ptr addrspace(1) %68, align 4
  %70 = zext <16 x i32> %69 to <16 x i64>
  %71 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <16 x i64> %70
  %72 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %71, <16 x i1> splat (i1 true), <16 x i32> poison)
  %73 = icmp eq i32 %24, 0
  br i1 %73, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %74 = phi <16 x i32> [ %72, %body8 ], [ %86, %body10 ]
  %75 = phi i32 [ 0, %body8 ], [ %87, %body10 ]
  %76 = phi <16 x i32> [ zeroinitializer, %body8 ], [ %85, %body10 ]
  %77 = phi <16 x i1> [ splat (i1 true), %body8 ], [ %77, %body10 ]
  %78 = zext <16 x i32> %76 to <16 x i64>
  %79 = shl i64 %67, 8
  %80 = getelementptr i8, ptr addrspace(1) %20, i64 %79
  %81 = getelementptr i8, ptr addrspace(1) %80, <16 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792, i64 2048, i64 2304, i64 2560, i64 2816, i64 3072, i64 3328, i64 3584, i64 3840>
  %82 = getelementptr i32, <16 x ptr addrspace(1)> %81, <16 x i64> %78
  %83 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %82, <16 x i1> %77, <16 x i32> poison)
  %84 = and <16 x i32> %83, splat (i32 1)
  %85 = add <16 x i32> %76, %84
  %86 = add <16 x i32> %74, %83
  %87 = add i32 %75, 1
  %88 = icmp ult i32 %87, %24
  br i1 %88, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %89 = phi <16 x i32> [ %72, %body7 ], [ %86, %body12 ]
  %90 = getelementptr i32, ptr addrspace(1) %12, i64 %67
  %91 = select i1 %64, i64 63, i64 -1
  %92 = ptrtoint ptr addrspace(1) %90 to i64
  %93 = and i64 %92, %91
  %94 = icmp eq i64 %93, 0
  br i1 %94, label %body14, label %body15

body14:                                           ; preds = %body13
  store <16 x i32> %89, ptr addrspace(1) %90, align 64
  br label %body16

body15:                                           ; preds = %body13
  store <16 x i32> %89, ptr addrspace(1) %90, align 4
  br label %body16

body16:                                           ; preds = %body15, %body14
  br label %body17

body17:                                           ; preds = %body16
  br label %items.next

items.next:                                       ; preds = %body17
  %95 = add nuw i64 %x4, 16
  %96 = icmp ult i64 %95, %full
  br i1 %96, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %full18 = and i64 %items, -8
  %97 = icmp ult i64 %full, %full18
  br i1 %97, label %vectors19, label %rest20

vectors19:                                        ; preds = %rest
  br label %x21

x21:                                              ; preds = %items.next23, %vectors19
  %x22 = phi i64 [ %full, %vectors19 ], [ %134, %items.next23 ]
  %item24 = add i64 %row, %x22
  br label %body25

body25:                                           ; preds = %x21
  %98 = mul i64 4, %30
  %99 = mul i64 %98, %32
  %100 = mul i64 %99, %34
  %101 = lshr i64 %100, 10
  %102 = zext i32 %36 to i64
  %103 = icmp ugt i64 %101, %102
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %104 = mul i64 %28, %group.id
  %105 = add i64 %26, %104
  %106 = add i64 %105, %x22
  %107 = getelementptr i32, ptr addrspace(1) %16, i64 %106
  %108 = load <8 x i32>, ptr addrspace(1) %107, align 4
  %109 = zext <8 x i32> %108 to <8 x i64>
  %110 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <8 x i64> %109
  %111 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %110, <8 x i1> splat (i1 true), <8 x i32> poison)
  %112 = icmp eq i32 %24, 0
  br i1 %112, label %body28, label %body29

body28:                                           ; preds = %body27
  br label %body34

body29:                                           ; preds = %body27
  br label %body30

body30:                                           ; preds = %body31, %body29
  %113 = phi <8 x i32> [ %111, %body29 ], [ %125, %body31 ]
  %114 = phi i32 [ 0, %body29 ], [ %126, %body31 ]
  %115 = phi <8 x i32> [ zeroinitializer, %body29 ], [ %124, %body31 ]
  %116 = phi <8 x i1> [ splat (i1 true), %body29 ], [ %116, %body31 ]
  %117 = zext <8 x i32> %115 to <8 x i64>
  %118 = shl i64 %106, 8
  %119 = getelementptr i8, ptr addrspace(1) %20, i64 %118
  %120 = getelementptr i8, ptr addrspace(1) %119, <8 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792>
  %121 = getelementptr i32, <8 x ptr addrspace(1)> %120, <8 x i64> %117
  %122 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %121, <8 x i1> %116, <8 x i32> poison)
  %123 = and <8 x i32> %122, splat (i32 1)
  %124 = add <8 x i32> %115, %123
  %125 = add <8 x i32> %113, %122
  %126 = add i32 %114, 1
  %127 = icmp ult i32 %126, %24
  br i1 %127, label %body31, label %body32

body31:                                           ; preds = %body30
  br label %body30

body32:                                           ; preds = %body30
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33, %body28
  %128 = phi <8 x i32> [ %111, %body28 ], [ %125, %body33 ]
  %129 = getelementptr i32, ptr addrspace(1) %12, i64 %106
  %130 = select i1 %103, i64 31, i64 -1
  %131 = ptrtoint ptr addrspace(1) %129 to i64
  %132 = and i64 %131, %130
  %133 = icmp eq i64 %132, 0
  br i1 %133, label %body35, label %body36

body35:                                           ; preds = %body34
  store <8 x i32> %128, ptr addrspace(1) %129, align 32
  br label %body37

body36:                                           ; preds = %body34
  store <8 x i32> %128, ptr addrspace(1) %129, align 4
  br label %body37

body37:                                           ; preds = %body36, %body35
  br label %body38

body38:                                           ; preds = %body37
  br label %items.next23

items.next23:                                     ; preds = %body38
  %134 = add nuw i64 %x22, 8
  %135 = icmp ult i64 %134, %full18
  br i1 %135, label %x21, label %after39

after39:                                          ; preds = %items.next23
  br label %rest20

rest20:                                           ; preds = %after39, %rest
  %136 = icmp ult i64 %full18, %items
  br i1 %136, label %partial, label %row.done

partial:                                          ; preds = %rest20
  br label %x40

x40:                                              ; preds = %items.next42, %partial
  %x41 = phi i64 [ %full18, %partial ], [ %169, %items.next42 ]
  %137 = sub i64 %items, %x41
  %138 = icmp ult i64 %137, 8
  %139 = select i1 %138, i64 %137, i64 8
  %140 = trunc i64 %139 to i32
  %141 = insertelement <8 x i32> poison, i32 %140, i32 0
  %142 = shufflevector <8 x i32> %141, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %142
  %item43 = add i64 %row, %x41
  br label %body44

body44:                                           ; preds = %x40
  br label %body45

body45:                                           ; preds = %body44
  br label %body46

body46:                                           ; preds = %body45
  %143 = mul i64 %28, %group.id
  %144 = add i64 %26, %143
  %145 = add i64 %144, %x41
  %146 = getelementptr i32, ptr addrspace(1) %16, i64 %145
  %147 = call <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) align 4 %146, <8 x i1> %lanes, <8 x i32> poison)
  %148 = zext <8 x i32> %147 to <8 x i64>
  %149 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <8 x i64> %148
  %150 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %149, <8 x i1> %lanes, <8 x i32> poison)
  %151 = icmp eq i32 %24, 0
  br i1 %151, label %body47, label %body48

body47:                                           ; preds = %body46
  br label %body53

body48:                                           ; preds = %body46
  br label %body49

body49:                                           ; preds = %body50, %body48
  %152 = phi <8 x i32> [ %150, %body48 ], [ %164, %body50 ]
  %153 = phi i32 [ 0, %body48 ], [ %165, %body50 ]
  %154 = phi <8 x i32> [ zeroinitializer, %body48 ], [ %163, %body50 ]
  %155 = phi <8 x i1> [ %lanes, %body48 ], [ %155, %body50 ]
  %156 = zext <8 x i32> %154 to <8 x i64>
  %157 = shl i64 %145, 8
  %158 = getelementptr i8, ptr addrspace(1) %20, i64 %157
  %159 = getelementptr i8, ptr addrspace(1) %158, <8 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792>
  %160 = getelementptr i32, <8 x ptr addrspace(1)> %159, <8 x i64> %156
  %161 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %160, <8 x i1> %155, <8 x i32> poison)
  %162 = and <8 x i32> %161, splat (i32 1)
  %163 = add <8 x i32> %154, %162
  %164 = add <8 x i32> %152, %161
  %165 = add i32 %153, 1
  %166 = icmp ult i32 %165, %24
  br i1 %166, label %body50, label %body51

body50:                                           ; preds = %body49
  br label %body49

body51:                                           ; preds = %body49
  br label %body52

body52:                                           ; preds = %body51
  br label %body53

body53:                                           ; preds = %body52, %body47
  %167 = phi <8 x i32> [ %150, %body47 ], [ %164, %body52 ]
  %168 = getelementptr i32, ptr addrspace(1) %12, i64 %145
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %167, ptr addrspace(1) align 4 %168, <8 x i1> %lanes)
  br label %body54

body54:                                           ; preds = %body53
  br label %items.next42

items.next42:                                     ; preds = %body54
  %169 = add nuw i64 %x41, 8
  %170 = icmp ult i64 %169, %items
  br i1 %170, label %x40, label %after55

after55:                                          ; preds = %items.next42
  br label %row.done

row.done:                                         ; preds = %after55, %rest20
  %171 = add nuw i64 %y3, 1
  %172 = icmp ult i64 %171, %6
  br i1 %172, label %y, label %after56

after56:                                          ; preds = %row.done
  %173 = add nuw i64 %z2, 1
  %174 = icmp ult i64 %173, %8
  br i1 %174, label %z, label %after57

after57:                                          ; preds = %after56
  br label %group.next

group.next:                                       ; preds = %after57
  %175 = add nuw i64 %group1, %merged
  %176 = icmp ult i64 %175, %1
  br i1 %176, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i32>)

define void @long_rows.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
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
  %20 = load i64, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 80
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 88
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 96
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 156
  %32 = load i32, ptr %31, align 4
  %33 = mul i64 %6, %8
  %34 = icmp eq i64 %33, 1
  %35 = icmp eq i64 %4, 0
  %36 = select i1 %35, i64 1, i64 %4
  %37 = udiv i64 16, %36
  %38 = icmp ult i64 %37, 1
  %39 = select i1 %38, i64 1, i64 %37
  %40 = select i1 %34, i64 %1, i64 %39
  %41 = and i64 %4, 7
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i64 15, %4
  %44 = select i1 %34, i1 %43, i1 %42
  %45 = and i1 %42, %44
  %merged = select i1 %45, i64 1, i64 %40
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %156, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after40, %region
  %z2 = phi i64 [ 0, %region ], [ %154, %after40 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %152, %row.done ]
  %52 = mul i64 %z2, %6
  %53 = add i64 %52, %y3
  %row = mul i64 %53, %4
  %full = and i64 %items, -8
  %54 = icmp ult i64 0, %full
  br i1 %54, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %103, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %55 = mul i64 4, %26
  %56 = mul i64 %55, %28
  %57 = mul i64 %56, %30
  %58 = lshr i64 %57, 10
  %59 = zext i32 %32 to i64
  %60 = icmp ugt i64 %58, %59
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %61 = mul i64 %24, %group.id
  %62 = add i64 %22, %61
  %63 = add i64 %62, %x4
  %64 = icmp eq i64 %20, 0
  br i1 %64, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body16

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body13, %body8
  %65 = phi <8 x float> [ zeroinitializer, %body8 ], [ %94, %body13 ]
  %66 = phi i64 [ 0, %body8 ], [ %95, %body13 ]
  %67 = phi <8 x i1> [ splat (i1 true), %body8 ], [ %67, %body13 ]
  %68 = insertelement <8 x i64> poison, i64 %63, i32 0
  %69 = shufflevector <8 x i64> %68, <8 x i64> poison, <8 x i32> zeroinitializer
  %70 = add <8 x i64> %69, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %71 = insertelement <8 x i64> poison, i64 %20, i32 0
  %72 = shufflevector <8 x i64> %71, <8 x i64> poison, <8 x i32> zeroinitializer
  %73 = mul <8 x i64> %70, %72
  %74 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %73
  %75 = getelementptr float, <8 x ptr addrspace(1)> %74, i64 %66
  %76 = add i64 %20, 306783378
  %77 = icmp ule i64 %76, 613566756
  %78 = freeze i1 %77
  %79 = mul i64 %66, 4
  %80 = add i64 %79, 0
  %81 = mul i64 %63, %20
  %82 = mul i64 %81, 4
  %83 = add i64 %82, %80
  %84 = getelementptr i8, ptr addrspace(1) %16, i64 %83
  %85 = trunc i64 %20 to i32
  %86 = insertelement <8 x i32> poison, i32 %85, i32 0
  %87 = shufflevector <8 x i32> %86, <8 x i32> poison, <8 x i32> zeroinitializer
  %88 = mul <8 x i32> %87, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %89 = sext <8 x i32> %88 to <8 x i64>
  br i1 %78, label %body10, label %body11

body10:                                           ; preds = %body9
  %90 = getelementptr i32, ptr addrspace(1) %84, <8 x i64> %89
  %91 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %90, <8 x i1> %67, <8 x float> poison)
  br label %body12

body11:                                           ; preds = %body9
  %92 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %75, <8 x i1> %67, <8 x float> poison)
  br label %body12

body12:                                           ; preds = %body11, %body10
  %93 = phi <8 x float> [ %91, %body10 ], [ %92, %body11 ]
  %94 = fadd <8 x float> %65, %93
  %95 = add i64 %66, 1
  %96 = icmp ult i64 %95, %20
  br i1 %96, label %body13, label %body14

body13:                                           ; preds = %body12
  br label %body9

body14:                                           ; preds = %body12
  br label %body15

body15:                                           ; preds = %body14
  br label %body16

body16:                                           ; preds = %body15, %body7
  %97 = phi <8 x float> [ zeroinitializer, %body7 ], [ %94, %body15 ]
  %98 = getelementptr float, ptr addrspace(1) %12, i64 %63
  %99 = select i1 %60, i64 31, i64 -1
  %100 = ptrtoint ptr addrspace(1) %98 to i64
  %101 = and i64 %100, %99
  %102 = icmp eq i64 %101, 0
  br i1 %102, label %body17, label %body18

body17:                                           ; preds = %body16
  store <8 x float> %97, ptr addrspace(1) %98, align 32
  br label %body19

body18:                                           ; preds = %body16
  store <8 x float> %97, ptr addrspace(1) %98, align 4
  br label %body19

body19:                                           ; preds = %body18, %body17
  br label %body20

body20:                                           ; preds = %body19
  br label %items.next

items.next:                                       ; preds = %body20
  %103 = add nuw i64 %x4, 8
  %104 = icmp ult i64 %103, %full
  br i1 %104, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %105 = icmp ult i64 %full, %items
  br i1 %105, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x21

x21:                                              ; preds = %items.next23, %partial
  %x22 = phi i64 [ %full, %partial ], [ %150, %items.next23 ]
  %106 = sub i64 %items, %x22
  %107 = icmp ult i64 %106, 8
  %108 = select i1 %107, i64 %106, i64 8
  %109 = trunc i64 %108 to i32
  %110 = insertelement <8 x i32> poison, i32 %109, i32 0
  %111 = shufflevector <8 x i32> %110, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %111
  %item24 = add i64 %row, %x22
  br label %body25

body25:                                           ; preds = %x21
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %112 = mul i64 %24, %group.id
  %113 = add i64 %22, %112
  %114 = add i64 %113, %x22
  %115 = icmp eq i64 %20, 0
  br i1 %115, label %body28, label %body29

body28:                                           ; preds = %body27
  br label %body37

body29:                                           ; preds = %body27
  br label %body30

body30:                                           ; preds = %body34, %body29
  %116 = phi <8 x float> [ zeroinitializer, %body29 ], [ %145, %body34 ]
  %117 = phi i64 [ 0, %body29 ], [ %146, %body34 ]
  %118 = phi <8 x i1> [ %lanes, %body29 ], [ %118, %body34 ]
  %119 = insertelement <8 x i64> poison, i64 %114, i32 0
  %120 = shufflevector <8 x i64> %119, <8 x i64> poison, <8 x i32> zeroinitializer
  %121 = add <8 x i64> %120, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %122 = insertelement <8 x i64> poison, i64 %20, i32 0
  %123 = shufflevector <8 x i64> %122, <8 x i64> poison, <8 x i32> zeroinitializer
  %124 = mul <8 x i64> %121, %123
  %125 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %124
  %126 = getelementptr float, <8 x ptr addrspace(1)> %125, i64 %117
  %127 = add i64 %20, 306783378
  %128 = icmp ule i64 %127, 613566756
  %129 = freeze i1 %128
  %130 = mul i64 %117, 4
  %131 = add i64 %130, 0
  %132 = mul i64 %114, %20
  %133 = mul i64 %132, 4
  %134 = add i64 %133, %131
  %135 = getelementptr i8, ptr addrspace(1) %16, i64 %134
  %136 = trunc i64 %20 to i32
  %137 = insertelement <8 x i32> poison, i32 %136, i32 0
  %138 = shufflevector <8 x i32> %137, <8 x i32> poison, <8 x i32> zeroinitializer
  %139 = mul <8 x i32> %138, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %140 = sext <8 x i32> %139 to <8 x i64>
  br i1 %129, label %body31, label %body32

body31:                                           ; preds = %body30
  %141 = getelementptr i32, ptr addrspace(1) %135, <8 x i64> %140
  %142 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %141, <8 x i1> %118, <8 x float> poison)
  br label %body33

body32:                                           ; preds = %body30
  %143 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %126, <8 x i1> %118, <8 x float> poison)
  br label %body33

body33:                                           ; preds = %body32, %body31
  %144 = phi <8 x float> [ %142, %body31 ], [ %143, %body32 ]
  %145 = fadd <8 x float> %116, %144
  %146 = add i64 %117, 1
  %147 = icmp ult i64 %146, %20
  br i1 %147, label %body34, label %body35

body34:                                           ; preds = %body33
  br label %body30

body35:                                           ; preds = %body33
  br label %body36

body36:                                           ; preds = %body35
  br label %body37

body37:                                           ; preds = %body36, %body28
  %148 = phi <8 x float> [ zeroinitializer, %body28 ], [ %145, %body36 ]
  %149 = getelementptr float, ptr addrspace(1) %12, i64 %114
  call void @llvm.masked.store.v8f32.p1(<8 x float> %148, ptr addrspace(1) align 4 %149, <8 x i1> %lanes)
  br label %body38

body38:                                           ; preds = %body37
  br label %items.next23

items.next23:                                     ; preds = %body38
  %150 = add nuw i64 %x22, 8
  %151 = icmp ult i64 %150, %items
  br i1 %151, label %x21, label %after39

after39:                                          ; preds = %items.next23
  br label %row.done

row.done:                                         ; preds = %after39, %rest
  %152 = add nuw i64 %y3, 1
  %153 = icmp ult i64 %152, %6
  br i1 %153, label %y, label %after40

after40:                                          ; preds = %row.done
  %154 = add nuw i64 %z2, 1
  %155 = icmp ult i64 %154, %8
  br i1 %155, label %z, label %after41

after41:                                          ; preds = %after40
  br label %group.next

group.next:                                       ; preds = %after41
  %156 = add nuw i64 %group1, %merged
  %157 = icmp ult i64 %156, %1
  br i1 %157, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

define void @bins.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %private = alloca [512 x i8], align 64
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
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 80
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 88
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 96
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 156
  %28 = load i32, ptr %27, align 4
  %29 = mul i64 %6, %8
  %30 = icmp eq i64 %29, 1
  %31 = icmp eq i64 %4, 0
  %32 = select i1 %31, i64 1, i64 %4
  %33 = udiv i64 16, %32
  %34 = icmp ult i64 %33, 1
  %35 = select i1 %34, i64 1, i64 %33
  %36 = select i1 %30, i64 %1, i64 %35
  %37 = and i64 %4, 7
  %38 = icmp eq i64 %37, 0
  %39 = icmp ult i64 15, %4
  %40 = select i1 %30, i1 %39, i1 %38
  %41 = and i1 %38, %40
  %merged = select i1 %41, i64 1, i64 %36
  %42 = getelementptr i8, ptr %0, i64 8
  %43 = load i64, ptr %42, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %158, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after30, %region
  %z2 = phi i64 [ 0, %region ], [ %156, %after30 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %154, %row.done ]
  %48 = mul i64 %z2, %6
  %49 = add i64 %48, %y3
  %row = mul i64 %49, %4
  %full = and i64 %items, -8
  %50 = icmp ult i64 0, %full
  br i1 %50, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %102, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %51 = mul i64 4, %22
  %52 = mul i64 %51, %24
  %53 = mul i64 %52, %26
  %54 = lshr i64 %53, 10
  %55 = zext i32 %28 to i64
  %56 = icmp ugt i64 %54, %55
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %57 = mul i64 %20, %group.id
  %58 = add i64 %18, %57
  %59 = add i64 %58, %x4
  store <8 x i32> zeroinitializer, ptr %private, align 4
  %60 = getelementptr i8, ptr %private, i64 32
  store <8 x i32> zeroinitializer, ptr %60, align 4
  %61 = getelementptr i8, ptr %private, i64 64
  store <8 x i32> zeroinitializer, ptr %61, align 4
  %62 = getelementptr i8, ptr %private, i64 96
  store <8 x i32> zeroinitializer, ptr %62, align 4
  %63 = getelementptr i8, ptr %private, i64 128
  store <8 x i32> zeroinitializer, ptr %63, align 4
  %64 = getelementptr i8, ptr %private, i64 160
  store <8 x i32> zeroinitializer, ptr %64, align 4
  %65 = getelementptr i8, ptr %private, i64 192
  store <8 x i32> zeroinitializer, ptr %65, align 4
  %66 = getelementptr i8, ptr %private, i64 224
  store <8 x i32> zeroinitializer, ptr %66, align 4
  %67 = getelementptr i8, ptr %private, i64 256
  store <8 x i32> zeroinitializer, ptr %67, align 4
  %68 = getelementptr i8, ptr %private, i64 288
  store <8 x i32> zeroinitializer, ptr %68, align 4
  %69 = getelementptr i8, ptr %private, i64 320
  store <8 x i32> zeroinitializer, ptr %69, align 4
  %70 = getelementptr i8, ptr %private, i64 352
  store <8 x i32> zeroinitializer, ptr %70, align 4
  %71 = getelementptr i8, ptr %private, i64 384
  store <8 x i32> zeroinitializer, ptr %71, align 4
  %72 = getelementptr i8, ptr %private, i64 416
  store <8 x i32> zeroinitializer, ptr %72, align 4
  %73 = getelementptr i8, ptr %private, i64 448
  store <8 x i32> zeroinitializer, ptr %73, align 4
  %74 = getelementptr i8, ptr %private, i64 480
  store <8 x i32> zeroinitializer, ptr %74, align 4
  br label %body7

body7:                                            ; preds = %body8, %body6
  %75 = phi i32 [ 0, %body6 ], [ %88, %body8 ]
  %76 = shl nuw nsw i32 %75, 10
  %77 = zext nneg i32 %76 to i64
  %78 = getelementptr i8, ptr addrspace(1) %16, i64 %59
  %79 = getelementptr i8, ptr addrspace(1) %78, i64 %77
  %80 = load <8 x i8>, ptr addrspace(1) %79, align 1
  %81 = lshr <8 x i8> %80, splat (i8 4)
  %82 = zext nneg <8 x i8> %81 to <8 x i64>
  %83 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %84 = getelementptr [32 x i8], <8 x ptr> %83, <8 x i64> %82
  %85 = getelementptr i8, <8 x ptr> %84, i64 0
  %86 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %85, <8 x i1> splat (i1 true), <8 x i32> poison)
  %87 = add <8 x i32> %86, splat (i32 1)
  call void @llvm.masked.scatter.v8i32.v8p0(<8 x i32> %87, <8 x ptr> align 4 %85, <8 x i1> splat (i1 true))
  %88 = add nuw nsw i32 %75, 1
  %89 = icmp samesign ult i32 %75, 63
  br i1 %89, label %body8, label %body9

body8:                                            ; preds = %body7
  br label %body7

body9:                                            ; preds = %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %90 = load <8 x i8>, ptr addrspace(1) %78, align 1
  %91 = and <8 x i8> %90, splat (i8 15)
  %92 = zext nneg <8 x i8> %91 to <8 x i64>
  %93 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %94 = getelementptr [32 x i8], <8 x ptr> %93, <8 x i64> %92
  %95 = getelementptr i8, <8 x ptr> %94, i64 0
  %96 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %95, <8 x i1> splat (i1 true), <8 x i32> poison)
  %97 = getelementptr i32, ptr addrspace(1) %12, i64 %59
  %98 = select i1 %56, i64 31, i64 -1
  %99 = ptrtoint ptr addrspace(1) %97 to i64
  %100 = and i64 %99, %98
  %101 = icmp eq i64 %100, 0
  br i1 %101, label %body12, label %body13

body12:                                           ; preds = %body11
  store <8 x i32> %96, ptr addrspace(1) %97, align 32
  br label %body14

body13:                                           ; preds = %body11
  store <8 x i32> %96, ptr addrspace(1) %97, align 4
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %102 = add nuw i64 %x4, 8
  %103 = icmp ult i64 %102, %full
  br i1 %103, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %104 = icmp ult i64 %full, %items
  br i1 %104, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x16

x16:                                              ; preds = %items.next18, %partial
  %x17 = phi i64 [ %full, %partial ], [ %152, %items.next18 ]
  %105 = sub i64 %items, %x17
  %106 = icmp ult i64 %105, 8
  %107 = select i1 %106, i64 %105, i64 8
  %108 = trunc i64 %107 to i32
  %109 = insertelement <8 x i32> poison, i32 %108, i32 0
  %110 = shufflevector <8 x i32> %109, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %110
  %item19 = add i64 %row, %x17
  br label %body20

body20:                                           ; preds = %x16
  br label %body21

body21:                                           ; preds = %body20
  br label %body22

body22:                                           ; preds = %body21
  %111 = mul i64 %20, %group.id
  %112 = add i64 %18, %111
  %113 = add i64 %112, %x17
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %private, <8 x i1> %lanes)
  %114 = getelementptr i8, ptr %private, i64 32
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %114, <8 x i1> %lanes)
  %115 = getelementptr i8, ptr %private, i64 64
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %115, <8 x i1> %lanes)
  %116 = getelementptr i8, ptr %private, i64 96
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %116, <8 x i1> %lanes)
  %117 = getelementptr i8, ptr %private, i64 128
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %117, <8 x i1> %lanes)
  %118 = getelementptr i8, ptr %private, i64 160
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %118, <8 x i1> %lanes)
  %119 = getelementptr i8, ptr %private, i64 192
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %119, <8 x i1> %lanes)
  %120 = getelementptr i8, ptr %private, i64 224
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %120, <8 x i1> %lanes)
  %121 = getelementptr i8, ptr %private, i64 256
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %121, <8 x i1> %lanes)
  %122 = getelementptr i8, ptr %private, i64 288
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %122, <8 x i1> %lanes)
  %123 = getelementptr i8, ptr %private, i64 320
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %123, <8 x i1> %lanes)
  %124 = getelementptr i8, ptr %private, i64 352
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %124, <8 x i1> %lanes)
  %125 = getelementptr i8, ptr %private, i64 384
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %125, <8 x i1> %lanes)
  %126 = getelementptr i8, ptr %private, i64 416
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %126, <8 x i1> %lanes)
  %127 = getelementptr i8, ptr %private, i64 448
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %127, <8 x i1> %lanes)
  %128 = getelementptr i8, ptr %private, i64 480
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %128, <8 x i1> %lanes)
  br label %body23

body23:                                           ; preds = %body24, %body22
  %129 = phi i32 [ 0, %body22 ], [ %142, %body24 ]
  %130 = shl nuw nsw i32 %129, 10
  %131 = zext nneg i32 %130 to i64
  %132 = getelementptr i8, ptr addrspace(1) %16, i64 %113
  %133 = getelementptr i8, ptr addrspace(1) %132, i64 %131
  %134 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %133, <8 x i1> %lanes, <8 x i8> poison)
  %135 = lshr <8 x i8> %134, splat (i8 4)
  %136 = zext nneg <8 x i8> %135 to <8 x i64>
  %137 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %138 = getelementptr [32 x i8], <8 x ptr> %137, <8 x i64> %136
  %139 = getelementptr i8, <8 x ptr> %138, i64 0
  %140 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %139, <8 x i1> %lanes, <8 x i32> poison)
  %141 = add <8 x i32> %140, splat (i32 1)
  call void @llvm.masked.scatter.v8i32.v8p0(<8 x i32> %141, <8 x ptr> align 4 %139, <8 x i1> %lanes)
  %142 = add nuw nsw i32 %129, 1
  %143 = icmp samesign ult i32 %129, 63
  br i1 %143, label %body24, label %body25

body24:                                           ; preds = %body23
  br label %body23

body25:                                           ; preds = %body23
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %144 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %132, <8 x i1> %lanes, <8 x i8> poison)
  %145 = and <8 x i8> %144, splat (i8 15)
  %146 = zext nneg <8 x i8> %145 to <8 x i64>
  %147 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %148 = getelementptr [32 x i8], <8 x ptr> %147, <8 x i64> %146
  %149 = getelementptr i8, <8 x ptr> %148, i64 0
  %150 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %149, <8 x i1> %lanes, <8 x i32> poison)
  %151 = getelementptr i32, ptr addrspace(1) %12, i64 %113
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %150, ptr addrspace(1) align 4 %151, <8 x i1> %lanes)
  br label %body28

body28:                                           ; preds = %body27
  br label %items.next18

items.next18:                                     ; preds = %body28
  %152 = add nuw i64 %x17, 8
  %153 = icmp ult i64 %152, %items
  br i1 %153, label %x16, label %after29

after29:                                          ; preds = %items.next18
  br label %row.done

row.done:                                         ; preds = %after29, %rest
  %154 = add nuw i64 %y3, 1
  %155 = icmp ult i64 %154, %6
  br i1 %155, label %y, label %after30

after30:                                          ; preds = %row.done
  %156 = add nuw i64 %z2, 1
  %157 = icmp ult i64 %156, %8
  br i1 %157, label %z, label %after31

after31:                                          ; preds = %after30
  br label %group.next

group.next:                                       ; preds = %after31
  %158 = add nuw i64 %group1, %merged
  %159 = icmp ult i64 %158, %1
  br i1 %159, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr>, <8 x i1>, <8 x i32>)

declare void @llvm.masked.scatter.v8i32.v8p0(<8 x i32>, <8 x ptr>, <8 x i1>)

declare void @llvm.masked.store.v8i32.p0(<8 x i32>, ptr captures(none), <8 x i1>)

