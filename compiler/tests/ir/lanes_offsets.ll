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
  %group1 = phi i64 [ 0, %setup ], [ %140, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  %48 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %138, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -16
  %49 = icmp ult i64 0, %full
  br i1 %49, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %78, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %50 = mul i64 4, %22
  %51 = mul i64 %50, %24
  %52 = mul i64 %51, %26
  %53 = lshr i64 %52, 10
  %54 = zext i32 %28 to i64
  %55 = icmp ugt i64 %53, %54
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %56 = mul i64 %20, %group.id
  %57 = add i64 %18, %56
  %58 = add i64 %57, %x4
  %59 = shl i64 %58, 8
  %60 = getelementptr i8, ptr addrspace(1) %16, i64 %59
  br label %body7

body7:                                            ; preds = %body8, %body6
  %61 = phi <16 x i32> [ zeroinitializer, %body6 ], [ %70, %body8 ]
  %62 = phi i32 [ 0, %body6 ], [ %71, %body8 ]
  %63 = phi <16 x i32> [ zeroinitializer, %body6 ], [ %69, %body8 ]
  %64 = add <16 x i32> %63, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448, i32 512, i32 576, i32 640, i32 704, i32 768, i32 832, i32 896, i32 960>
  %65 = sext <16 x i32> %64 to <16 x i64>
  %66 = getelementptr i32, ptr addrspace(1) %60, <16 x i64> %65
  %67 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %66, <16 x i1> splat (i1 true), <16 x i32> poison)
  %68 = and <16 x i32> %67, splat (i32 1)
  %69 = add <16 x i32> %63, %68
  %70 = add <16 x i32> %61, %67
  %71 = add nuw nsw i32 %62, 1
  %72 = icmp samesign ult i32 %62, 63
  br i1 %72, label %body8, label %body9

body8:                                            ; preds = %body7
  br label %body7

body9:                                            ; preds = %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %73 = getelementptr i32, ptr addrspace(1) %12, i64 %58
  %74 = select i1 %55, i64 63, i64 -1
  %75 = ptrtoint ptr addrspace(1) %73 to i64
  %76 = and i64 %75, %74
  %77 = icmp eq i64 %76, 0
  br i1 %77, label %body12, label %body13

body12:                                           ; preds = %body11
  store <16 x i32> %70, ptr addrspace(1) %73, align 64
  br label %body14

body13:                                           ; preds = %body11
  store <16 x i32> %70, ptr addrspace(1) %73, align 4
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %78 = add nuw i64 %x4, 16
  %79 = icmp ult i64 %78, %full
  br i1 %79, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %full16 = and i64 %items, -8
  %80 = icmp ult i64 %full, %full16
  br i1 %80, label %vectors17, label %rest18

vectors17:                                        ; preds = %rest
  br label %x19

x19:                                              ; preds = %items.next21, %vectors17
  %x20 = phi i64 [ %full, %vectors17 ], [ %109, %items.next21 ]
  %item22 = add i64 %row3, %x20
  br label %body23

body23:                                           ; preds = %x19
  %81 = mul i64 4, %22
  %82 = mul i64 %81, %24
  %83 = mul i64 %82, %26
  %84 = lshr i64 %83, 10
  %85 = zext i32 %28 to i64
  %86 = icmp ugt i64 %84, %85
  br label %body24

body24:                                           ; preds = %body23
  br label %body25

body25:                                           ; preds = %body24
  %87 = mul i64 %20, %group.id
  %88 = add i64 %18, %87
  %89 = add i64 %88, %x20
  %90 = shl i64 %89, 8
  %91 = getelementptr i8, ptr addrspace(1) %16, i64 %90
  br label %body26

body26:                                           ; preds = %body27, %body25
  %92 = phi <8 x i32> [ zeroinitializer, %body25 ], [ %101, %body27 ]
  %93 = phi i32 [ 0, %body25 ], [ %102, %body27 ]
  %94 = phi <8 x i32> [ zeroinitializer, %body25 ], [ %100, %body27 ]
  %95 = add <8 x i32> %94, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448>
  %96 = sext <8 x i32> %95 to <8 x i64>
  %97 = getelementptr i32, ptr addrspace(1) %91, <8 x i64> %96
  %98 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %97, <8 x i1> splat (i1 true), <8 x i32> poison)
  %99 = and <8 x i32> %98, splat (i32 1)
  %100 = add <8 x i32> %94, %99
  %101 = add <8 x i32> %92, %98
  %102 = add nuw nsw i32 %93, 1
  %103 = icmp samesign ult i32 %93, 63
  br i1 %103, label %body27, label %body28

body27:                                           ; preds = %body26
  br label %body26

body28:                                           ; preds = %body26
  br label %body29

body29:                                           ; preds = %body28
  br label %body30

body30:                                           ; preds = %body29
  %104 = getelementptr i32, ptr addrspace(1) %12, i64 %89
  %105 = select i1 %86, i64 31, i64 -1
  %106 = ptrtoint ptr addrspace(1) %104 to i64
  %107 = and i64 %106, %105
  %108 = icmp eq i64 %107, 0
  br i1 %108, label %body31, label %body32

body31:                                           ; preds = %body30
  store <8 x i32> %101, ptr addrspace(1) %104, align 32
  br label %body33

body32:                                           ; preds = %body30
  store <8 x i32> %101, ptr addrspace(1) %104, align 4
  br label %body33

body33:                                           ; preds = %body32, %body31
  br label %body34

body34:                                           ; preds = %body33
  br label %items.next21

items.next21:                                     ; preds = %body34
  %109 = add nuw i64 %x20, 8
  %110 = icmp ult i64 %109, %full16
  br i1 %110, label %x19, label %after35

after35:                                          ; preds = %items.next21
  br label %rest18

rest18:                                           ; preds = %after35, %rest
  %111 = icmp ult i64 %full16, %items
  br i1 %111, label %partial, label %row.done

partial:                                          ; preds = %rest18
  br label %x36

x36:                                              ; preds = %items.next38, %partial
  %x37 = phi i64 [ %full16, %partial ], [ %136, %items.next38 ]
  %112 = sub i64 %items, %x37
  %113 = icmp ult i64 %112, 8
  %114 = select i1 %113, i64 %112, i64 8
  %115 = trunc i64 %114 to i32
  %116 = insertelement <8 x i32> poison, i32 %115, i32 0
  %117 = shufflevector <8 x i32> %116, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %117
  %item39 = add i64 %row3, %x37
  br label %body40

body40:                                           ; preds = %x36
  br label %body41

body41:                                           ; preds = %body40
  br label %body42

body42:                                           ; preds = %body41
  %118 = mul i64 %20, %group.id
  %119 = add i64 %18, %118
  %120 = add i64 %119, %x37
  %121 = shl i64 %120, 8
  %122 = getelementptr i8, ptr addrspace(1) %16, i64 %121
  br label %body43

body43:                                           ; preds = %body44, %body42
  %123 = phi <8 x i32> [ zeroinitializer, %body42 ], [ %132, %body44 ]
  %124 = phi i32 [ 0, %body42 ], [ %133, %body44 ]
  %125 = phi <8 x i32> [ zeroinitializer, %body42 ], [ %131, %body44 ]
  %126 = add <8 x i32> %125, <i32 0, i32 64, i32 128, i32 192, i32 256, i32 320, i32 384, i32 448>
  %127 = sext <8 x i32> %126 to <8 x i64>
  %128 = getelementptr i32, ptr addrspace(1) %122, <8 x i64> %127
  %129 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %128, <8 x i1> %lanes, <8 x i32> poison)
  %130 = and <8 x i32> %129, splat (i32 1)
  %131 = add <8 x i32> %125, %130
  %132 = add <8 x i32> %123, %129
  %133 = add nuw nsw i32 %124, 1
  %134 = icmp samesign ult i32 %124, 63
  br i1 %134, label %body44, label %body45

body44:                                           ; preds = %body43
  br label %body43

body45:                                           ; preds = %body43
  br label %body46

body46:                                           ; preds = %body45
  br label %body47

body47:                                           ; preds = %body46
  %135 = getelementptr i32, ptr addrspace(1) %12, i64 %120
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %132, ptr addrspace(1) align 4 %135, <8 x i1> %lanes)
  br label %body48

body48:                                           ; preds = %body47
  br label %items.next38

items.next38:                                     ; preds = %body48
  %136 = add nuw i64 %x37, 8
  %137 = icmp ult i64 %136, %items
  br i1 %137, label %x36, label %after49

after49:                                          ; preds = %items.next38
  br label %row.done

row.done:                                         ; preds = %after49, %rest18
  %138 = add nuw i64 %row2, 1
  %139 = icmp ult i64 %138, %48
  br i1 %139, label %row, label %after50

after50:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after50
  %140 = add nuw i64 %group1, %merged
  %141 = icmp ult i64 %140, %1
  br i1 %141, label %group, label %done

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
  %group1 = phi i64 [ 0, %setup ], [ %123, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  %52 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %121, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -8
  %53 = icmp ult i64 0, %full
  br i1 %53, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %87, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %54 = mul i64 4, %26
  %55 = mul i64 %54, %28
  %56 = mul i64 %55, %30
  %57 = lshr i64 %56, 10
  %58 = zext i32 %32 to i64
  %59 = icmp ugt i64 %57, %58
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %60 = mul i64 %24, %group.id
  %61 = add i64 %22, %60
  %62 = add i64 %61, %x4
  %63 = getelementptr i8, ptr addrspace(1) %16, i64 %62
  %64 = load <8 x i8>, ptr addrspace(1) %63, align 1
  %65 = zext <8 x i8> %64 to <8 x i32>
  %66 = mul <8 x i32> %65, splat (i32 2)
  %67 = sext <8 x i32> %66 to <8 x i64>
  %68 = getelementptr i64, ptr addrspace(1) %20, <8 x i64> %67
  %69 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 16 %68, <8 x i1> splat (i1 true), <8 x i64> poison)
  %70 = bitcast <8 x i64> %69 to <16 x float>
  %71 = shufflevector <16 x float> %70, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %72 = shufflevector <16 x float> %70, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %73 = shufflevector <8 x float> %71, <8 x float> %72, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %74 = getelementptr i8, ptr addrspace(1) %20, i64 8
  %75 = getelementptr i64, ptr addrspace(1) %74, <8 x i64> %67
  %76 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 8 %75, <8 x i1> splat (i1 true), <8 x i64> poison)
  %77 = bitcast <8 x i64> %76 to <16 x float>
  %78 = shufflevector <16 x float> %77, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %79 = shufflevector <16 x float> %77, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %80 = shufflevector <8 x float> %78, <8 x float> %79, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %81 = fadd <8 x float> %73, %80
  %82 = getelementptr float, ptr addrspace(1) %12, i64 %62
  %83 = select i1 %59, i64 31, i64 -1
  %84 = ptrtoint ptr addrspace(1) %82 to i64
  %85 = and i64 %84, %83
  %86 = icmp eq i64 %85, 0
  br i1 %86, label %body7, label %body8

body7:                                            ; preds = %body6
  store <8 x float> %81, ptr addrspace(1) %82, align 32
  br label %body9

body8:                                            ; preds = %body6
  store <8 x float> %81, ptr addrspace(1) %82, align 4
  br label %body9

body9:                                            ; preds = %body8, %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %87 = add nuw i64 %x4, 8
  %88 = icmp ult i64 %87, %full
  br i1 %88, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %89 = icmp ult i64 %full, %items
  br i1 %89, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %full, %partial ], [ %119, %items.next13 ]
  %90 = sub i64 %items, %x12
  %91 = icmp ult i64 %90, 8
  %92 = select i1 %91, i64 %90, i64 8
  %93 = trunc i64 %92 to i32
  %94 = insertelement <8 x i32> poison, i32 %93, i32 0
  %95 = shufflevector <8 x i32> %94, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %95
  %item14 = add i64 %row3, %x12
  br label %body15

body15:                                           ; preds = %x11
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %96 = mul i64 %24, %group.id
  %97 = add i64 %22, %96
  %98 = add i64 %97, %x12
  %99 = getelementptr i8, ptr addrspace(1) %16, i64 %98
  %100 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %99, <8 x i1> %lanes, <8 x i8> poison)
  %101 = zext <8 x i8> %100 to <8 x i32>
  %102 = mul <8 x i32> %101, splat (i32 2)
  %103 = sext <8 x i32> %102 to <8 x i64>
  %104 = getelementptr i64, ptr addrspace(1) %20, <8 x i64> %103
  %105 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 16 %104, <8 x i1> %lanes, <8 x i64> poison)
  %106 = bitcast <8 x i64> %105 to <16 x float>
  %107 = shufflevector <16 x float> %106, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %108 = shufflevector <16 x float> %106, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %109 = shufflevector <8 x float> %107, <8 x float> %108, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %110 = getelementptr i8, ptr addrspace(1) %20, i64 8
  %111 = getelementptr i64, ptr addrspace(1) %110, <8 x i64> %103
  %112 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 8 %111, <8 x i1> %lanes, <8 x i64> poison)
  %113 = bitcast <8 x i64> %112 to <16 x float>
  %114 = shufflevector <16 x float> %113, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %115 = shufflevector <16 x float> %113, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %116 = shufflevector <8 x float> %114, <8 x float> %115, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %117 = fadd <8 x float> %109, %116
  %118 = getelementptr float, ptr addrspace(1) %12, i64 %98
  call void @llvm.masked.store.v8f32.p1(<8 x float> %117, ptr addrspace(1) align 4 %118, <8 x i1> %lanes)
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next13

items.next13:                                     ; preds = %body18
  %119 = add nuw i64 %x12, 8
  %120 = icmp ult i64 %119, %items
  br i1 %120, label %x11, label %after19

after19:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after19, %rest
  %121 = add nuw i64 %row2, 1
  %122 = icmp ult i64 %121, %52
  br i1 %122, label %row, label %after20

after20:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after20
  %123 = add nuw i64 %group1, %merged
  %124 = icmp ult i64 %123, %1
  br i1 %124, label %group, label %done

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
  %group1 = phi i64 [ 0, %setup ], [ %172, %group.next ]
  %group.id = add i64 %51, %group1
  %52 = sub i64 %1, %group1
  %53 = icmp ult i64 %52, %merged
  %54 = select i1 %53, i64 %52, i64 %merged
  %items = mul i64 %4, %54
  %55 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %55, align 8
  br label %region

region:                                           ; preds = %group
  %56 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %170, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -16
  %57 = icmp ult i64 0, %full
  br i1 %57, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %94, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %58 = mul i64 4, %30
  %59 = mul i64 %58, %32
  %60 = mul i64 %59, %34
  %61 = lshr i64 %60, 10
  %62 = zext i32 %36 to i64
  %63 = icmp ugt i64 %61, %62
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %64 = mul i64 %28, %group.id
  %65 = add i64 %26, %64
  %66 = add i64 %65, %x4
  %67 = getelementptr i32, ptr addrspace(1) %16, i64 %66
  %68 = load <16 x i32>, ptr addrspace(1) %67, align 4
  %69 = zext <16 x i32> %68 to <16 x i64>
  %70 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <16 x i64> %69
  %71 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %70, <16 x i1> splat (i1 true), <16 x i32> poison)
  %72 = icmp eq i32 %24, 0
  br i1 %72, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %73 = phi <16 x i32> [ %71, %body8 ], [ %85, %body10 ]
  %74 = phi i32 [ 0, %body8 ], [ %86, %body10 ]
  %75 = phi <16 x i32> [ zeroinitializer, %body8 ], [ %84, %body10 ]
  %76 = phi <16 x i1> [ splat (i1 true), %body8 ], [ %76, %body10 ]
  %77 = zext <16 x i32> %75 to <16 x i64>
  %78 = shl i64 %66, 8
  %79 = getelementptr i8, ptr addrspace(1) %20, i64 %78
  %80 = getelementptr i8, ptr addrspace(1) %79, <16 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792, i64 2048, i64 2304, i64 2560, i64 2816, i64 3072, i64 3328, i64 3584, i64 3840>
  %81 = getelementptr i32, <16 x ptr addrspace(1)> %80, <16 x i64> %77
  %82 = call <16 x i32> @llvm.masked.gather.v16i32.v16p1(<16 x ptr addrspace(1)> align 4 %81, <16 x i1> %76, <16 x i32> poison)
  %83 = and <16 x i32> %82, splat (i32 1)
  %84 = add <16 x i32> %75, %83
  %85 = add <16 x i32> %73, %82
  %86 = add i32 %74, 1
  %87 = icmp ult i32 %86, %24
  br i1 %87, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %88 = phi <16 x i32> [ %71, %body7 ], [ %85, %body12 ]
  %89 = getelementptr i32, ptr addrspace(1) %12, i64 %66
  %90 = select i1 %63, i64 63, i64 -1
  %91 = ptrtoint ptr addrspace(1) %89 to i64
  %92 = and i64 %91, %90
  %93 = icmp eq i64 %92, 0
  br i1 %93, label %body14, label %body15

body14:                                           ; preds = %body13
  store <16 x i32> %88, ptr addrspace(1) %89, align 64
  br label %body16

body15:                                           ; preds = %body13
  store <16 x i32> %88, ptr addrspace(1) %89, align 4
  br label %body16

body16:                                           ; preds = %body15, %body14
  br label %body17

body17:                                           ; preds = %body16
  br label %items.next

items.next:                                       ; preds = %body17
  %94 = add nuw i64 %x4, 16
  %95 = icmp ult i64 %94, %full
  br i1 %95, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %full18 = and i64 %items, -8
  %96 = icmp ult i64 %full, %full18
  br i1 %96, label %vectors19, label %rest20

vectors19:                                        ; preds = %rest
  br label %x21

x21:                                              ; preds = %items.next23, %vectors19
  %x22 = phi i64 [ %full, %vectors19 ], [ %133, %items.next23 ]
  %item24 = add i64 %row3, %x22
  br label %body25

body25:                                           ; preds = %x21
  %97 = mul i64 4, %30
  %98 = mul i64 %97, %32
  %99 = mul i64 %98, %34
  %100 = lshr i64 %99, 10
  %101 = zext i32 %36 to i64
  %102 = icmp ugt i64 %100, %101
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %103 = mul i64 %28, %group.id
  %104 = add i64 %26, %103
  %105 = add i64 %104, %x22
  %106 = getelementptr i32, ptr addrspace(1) %16, i64 %105
  %107 = load <8 x i32>, ptr addrspace(1) %106, align 4
  %108 = zext <8 x i32> %107 to <8 x i64>
  %109 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <8 x i64> %108
  %110 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %109, <8 x i1> splat (i1 true), <8 x i32> poison)
  %111 = icmp eq i32 %24, 0
  br i1 %111, label %body28, label %body29

body28:                                           ; preds = %body27
  br label %body34

body29:                                           ; preds = %body27
  br label %body30

body30:                                           ; preds = %body31, %body29
  %112 = phi <8 x i32> [ %110, %body29 ], [ %124, %body31 ]
  %113 = phi i32 [ 0, %body29 ], [ %125, %body31 ]
  %114 = phi <8 x i32> [ zeroinitializer, %body29 ], [ %123, %body31 ]
  %115 = phi <8 x i1> [ splat (i1 true), %body29 ], [ %115, %body31 ]
  %116 = zext <8 x i32> %114 to <8 x i64>
  %117 = shl i64 %105, 8
  %118 = getelementptr i8, ptr addrspace(1) %20, i64 %117
  %119 = getelementptr i8, ptr addrspace(1) %118, <8 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792>
  %120 = getelementptr i32, <8 x ptr addrspace(1)> %119, <8 x i64> %116
  %121 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %120, <8 x i1> %115, <8 x i32> poison)
  %122 = and <8 x i32> %121, splat (i32 1)
  %123 = add <8 x i32> %114, %122
  %124 = add <8 x i32> %112, %121
  %125 = add i32 %113, 1
  %126 = icmp ult i32 %125, %24
  br i1 %126, label %body31, label %body32

body31:                                           ; preds = %body30
  br label %body30

body32:                                           ; preds = %body30
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33, %body28
  %127 = phi <8 x i32> [ %110, %body28 ], [ %124, %body33 ]
  %128 = getelementptr i32, ptr addrspace(1) %12, i64 %105
  %129 = select i1 %102, i64 31, i64 -1
  %130 = ptrtoint ptr addrspace(1) %128 to i64
  %131 = and i64 %130, %129
  %132 = icmp eq i64 %131, 0
  br i1 %132, label %body35, label %body36

body35:                                           ; preds = %body34
  store <8 x i32> %127, ptr addrspace(1) %128, align 32
  br label %body37

body36:                                           ; preds = %body34
  store <8 x i32> %127, ptr addrspace(1) %128, align 4
  br label %body37

body37:                                           ; preds = %body36, %body35
  br label %body38

body38:                                           ; preds = %body37
  br label %items.next23

items.next23:                                     ; preds = %body38
  %133 = add nuw i64 %x22, 8
  %134 = icmp ult i64 %133, %full18
  br i1 %134, label %x21, label %after39

after39:                                          ; preds = %items.next23
  br label %rest20

rest20:                                           ; preds = %after39, %rest
  %135 = icmp ult i64 %full18, %items
  br i1 %135, label %partial, label %row.done

partial:                                          ; preds = %rest20
  br label %x40

x40:                                              ; preds = %items.next42, %partial
  %x41 = phi i64 [ %full18, %partial ], [ %168, %items.next42 ]
  %136 = sub i64 %items, %x41
  %137 = icmp ult i64 %136, 8
  %138 = select i1 %137, i64 %136, i64 8
  %139 = trunc i64 %138 to i32
  %140 = insertelement <8 x i32> poison, i32 %139, i32 0
  %141 = shufflevector <8 x i32> %140, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %141
  %item43 = add i64 %row3, %x41
  br label %body44

body44:                                           ; preds = %x40
  br label %body45

body45:                                           ; preds = %body44
  br label %body46

body46:                                           ; preds = %body45
  %142 = mul i64 %28, %group.id
  %143 = add i64 %26, %142
  %144 = add i64 %143, %x41
  %145 = getelementptr i32, ptr addrspace(1) %16, i64 %144
  %146 = call <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) align 4 %145, <8 x i1> %lanes, <8 x i32> poison)
  %147 = zext <8 x i32> %146 to <8 x i64>
  %148 = getelementptr inbounds nuw i32, ptr addrspace(1) %20, <8 x i64> %147
  %149 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %148, <8 x i1> %lanes, <8 x i32> poison)
  %150 = icmp eq i32 %24, 0
  br i1 %150, label %body47, label %body48

body47:                                           ; preds = %body46
  br label %body53

body48:                                           ; preds = %body46
  br label %body49

body49:                                           ; preds = %body50, %body48
  %151 = phi <8 x i32> [ %149, %body48 ], [ %163, %body50 ]
  %152 = phi i32 [ 0, %body48 ], [ %164, %body50 ]
  %153 = phi <8 x i32> [ zeroinitializer, %body48 ], [ %162, %body50 ]
  %154 = phi <8 x i1> [ %lanes, %body48 ], [ %154, %body50 ]
  %155 = zext <8 x i32> %153 to <8 x i64>
  %156 = shl i64 %144, 8
  %157 = getelementptr i8, ptr addrspace(1) %20, i64 %156
  %158 = getelementptr i8, ptr addrspace(1) %157, <8 x i64> <i64 0, i64 256, i64 512, i64 768, i64 1024, i64 1280, i64 1536, i64 1792>
  %159 = getelementptr i32, <8 x ptr addrspace(1)> %158, <8 x i64> %155
  %160 = call <8 x i32> @llvm.masked.gather.v8i32.v8p1(<8 x ptr addrspace(1)> align 4 %159, <8 x i1> %154, <8 x i32> poison)
  %161 = and <8 x i32> %160, splat (i32 1)
  %162 = add <8 x i32> %153, %161
  %163 = add <8 x i32> %151, %160
  %164 = add i32 %152, 1
  %165 = icmp ult i32 %164, %24
  br i1 %165, label %body50, label %body51

body50:                                           ; preds = %body49
  br label %body49

body51:                                           ; preds = %body49
  br label %body52

body52:                                           ; preds = %body51
  br label %body53

body53:                                           ; preds = %body52, %body47
  %166 = phi <8 x i32> [ %149, %body47 ], [ %163, %body52 ]
  %167 = getelementptr i32, ptr addrspace(1) %12, i64 %144
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %166, ptr addrspace(1) align 4 %167, <8 x i1> %lanes)
  br label %body54

body54:                                           ; preds = %body53
  br label %items.next42

items.next42:                                     ; preds = %body54
  %168 = add nuw i64 %x41, 8
  %169 = icmp ult i64 %168, %items
  br i1 %169, label %x40, label %after55

after55:                                          ; preds = %items.next42
  br label %row.done

row.done:                                         ; preds = %after55, %rest20
  %170 = add nuw i64 %row2, 1
  %171 = icmp ult i64 %170, %56
  br i1 %171, label %row, label %after56

after56:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after56
  %172 = add nuw i64 %group1, %merged
  %173 = icmp ult i64 %172, %1
  br i1 %173, label %group, label %done

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
  %group1 = phi i64 [ 0, %setup ], [ %485, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  %52 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %483, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -8
  %53 = icmp ult i64 0, %full
  br i1 %53, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %268, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %54 = mul i64 4, %26
  %55 = mul i64 %54, %28
  %56 = mul i64 %55, %30
  %57 = lshr i64 %56, 10
  %58 = zext i32 %32 to i64
  %59 = icmp ugt i64 %57, %58
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %60 = mul i64 %24, %group.id
  %61 = add i64 %22, %60
  %62 = add i64 %61, %x4
  %63 = icmp eq i64 %20, 0
  br i1 %63, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body30

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body8
  %64 = icmp ult i64 7, %20
  %65 = and i1 %64, true
  br i1 %65, label %body10, label %body20

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body15, %body10
  %66 = phi <8 x float> [ zeroinitializer, %body10 ], [ %219, %body15 ]
  %67 = phi i64 [ 0, %body10 ], [ %220, %body15 ]
  %68 = phi <8 x i1> [ splat (i1 true), %body10 ], [ %68, %body15 ]
  %69 = insertelement <8 x i64> poison, i64 %62, i32 0
  %70 = shufflevector <8 x i64> %69, <8 x i64> poison, <8 x i32> zeroinitializer
  %71 = add <8 x i64> %70, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %72 = insertelement <8 x i64> poison, i64 %20, i32 0
  %73 = shufflevector <8 x i64> %72, <8 x i64> poison, <8 x i32> zeroinitializer
  %74 = mul <8 x i64> %71, %73
  %75 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %74
  %76 = getelementptr float, <8 x ptr addrspace(1)> %75, i64 %67
  %77 = add i64 %20, 306783378
  %78 = icmp ule i64 %77, 613566756
  %79 = freeze i1 %78
  %80 = mul i64 %67, 4
  %81 = add i64 %80, 0
  %82 = mul i64 %62, %20
  %83 = mul i64 %82, 4
  %84 = add i64 %83, %81
  %85 = getelementptr i8, ptr addrspace(1) %16, i64 %84
  %86 = trunc i64 %20 to i32
  %87 = insertelement <8 x i32> poison, i32 %86, i32 0
  %88 = shufflevector <8 x i32> %87, <8 x i32> poison, <8 x i32> zeroinitializer
  %89 = mul <8 x i32> %88, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %90 = sext <8 x i32> %89 to <8 x i64>
  br i1 %79, label %body12, label %body13

body12:                                           ; preds = %body11
  %91 = getelementptr i32, ptr addrspace(1) %85, <8 x i64> %90
  %92 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %91, <8 x i1> %68, <8 x i64> poison)
  %93 = bitcast <8 x i64> %92 to <16 x float>
  %94 = shufflevector <16 x float> %93, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %95 = shufflevector <16 x float> %93, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %96 = shufflevector <8 x float> %94, <8 x float> %95, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %97 = shufflevector <8 x float> %94, <8 x float> %95, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %98 = getelementptr i8, ptr addrspace(1) %85, i64 8
  %99 = getelementptr i32, ptr addrspace(1) %98, <8 x i64> %90
  %100 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %99, <8 x i1> %68, <8 x i64> poison)
  %101 = bitcast <8 x i64> %100 to <16 x float>
  %102 = shufflevector <16 x float> %101, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %103 = shufflevector <16 x float> %101, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %104 = shufflevector <8 x float> %102, <8 x float> %103, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %105 = shufflevector <8 x float> %102, <8 x float> %103, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %106 = getelementptr i8, ptr addrspace(1) %85, i64 16
  %107 = getelementptr i32, ptr addrspace(1) %106, <8 x i64> %90
  %108 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %107, <8 x i1> %68, <8 x i64> poison)
  %109 = bitcast <8 x i64> %108 to <16 x float>
  %110 = shufflevector <16 x float> %109, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %111 = shufflevector <16 x float> %109, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %112 = shufflevector <8 x float> %110, <8 x float> %111, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %113 = shufflevector <8 x float> %110, <8 x float> %111, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %114 = getelementptr i8, ptr addrspace(1) %85, i64 24
  %115 = getelementptr i32, ptr addrspace(1) %114, <8 x i64> %90
  %116 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %115, <8 x i1> %68, <8 x i64> poison)
  %117 = bitcast <8 x i64> %116 to <16 x float>
  %118 = shufflevector <16 x float> %117, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %119 = shufflevector <16 x float> %117, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %120 = shufflevector <8 x float> %118, <8 x float> %119, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %121 = shufflevector <8 x float> %118, <8 x float> %119, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %122 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %96, 0
  %123 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %122, <8 x float> %97, 1
  %124 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %123, <8 x float> %104, 2
  %125 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %124, <8 x float> %105, 3
  %126 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %125, <8 x float> %112, 4
  %127 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %126, <8 x float> %113, 5
  %128 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %127, <8 x float> %120, 6
  %129 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %128, <8 x float> %121, 7
  %130 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 0
  %131 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 1
  %132 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 2
  %133 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 3
  %134 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 4
  %135 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 5
  %136 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 6
  %137 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %129, 7
  br label %body14

body13:                                           ; preds = %body11
  %138 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %76, <8 x i1> %68, <8 x i64> poison)
  %139 = bitcast <8 x i64> %138 to <16 x float>
  %140 = shufflevector <16 x float> %139, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %141 = shufflevector <16 x float> %139, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %142 = shufflevector <8 x float> %140, <8 x float> %141, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %143 = shufflevector <8 x float> %140, <8 x float> %141, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %144 = getelementptr i8, <8 x ptr addrspace(1)> %76, i64 8
  %145 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %144, <8 x i1> %68, <8 x i64> poison)
  %146 = bitcast <8 x i64> %145 to <16 x float>
  %147 = shufflevector <16 x float> %146, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %148 = shufflevector <16 x float> %146, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %149 = shufflevector <8 x float> %147, <8 x float> %148, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %150 = shufflevector <8 x float> %147, <8 x float> %148, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %151 = getelementptr i8, <8 x ptr addrspace(1)> %76, i64 16
  %152 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %151, <8 x i1> %68, <8 x i64> poison)
  %153 = bitcast <8 x i64> %152 to <16 x float>
  %154 = shufflevector <16 x float> %153, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %155 = shufflevector <16 x float> %153, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %156 = shufflevector <8 x float> %154, <8 x float> %155, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %157 = shufflevector <8 x float> %154, <8 x float> %155, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %158 = getelementptr i8, <8 x ptr addrspace(1)> %76, i64 24
  %159 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %158, <8 x i1> %68, <8 x i64> poison)
  %160 = bitcast <8 x i64> %159 to <16 x float>
  %161 = shufflevector <16 x float> %160, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %162 = shufflevector <16 x float> %160, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %163 = shufflevector <8 x float> %161, <8 x float> %162, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %164 = shufflevector <8 x float> %161, <8 x float> %162, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %165 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %142, 0
  %166 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %165, <8 x float> %143, 1
  %167 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %166, <8 x float> %149, 2
  %168 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %167, <8 x float> %150, 3
  %169 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %168, <8 x float> %156, 4
  %170 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %169, <8 x float> %157, 5
  %171 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %170, <8 x float> %163, 6
  %172 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %171, <8 x float> %164, 7
  %173 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 0
  %174 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 1
  %175 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 2
  %176 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 3
  %177 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 4
  %178 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 5
  %179 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 6
  %180 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %172, 7
  br label %body14

body14:                                           ; preds = %body13, %body12
  %181 = phi <8 x float> [ %130, %body12 ], [ %173, %body13 ]
  %182 = phi <8 x float> [ %131, %body12 ], [ %174, %body13 ]
  %183 = phi <8 x float> [ %132, %body12 ], [ %175, %body13 ]
  %184 = phi <8 x float> [ %133, %body12 ], [ %176, %body13 ]
  %185 = phi <8 x float> [ %134, %body12 ], [ %177, %body13 ]
  %186 = phi <8 x float> [ %135, %body12 ], [ %178, %body13 ]
  %187 = phi <8 x float> [ %136, %body12 ], [ %179, %body13 ]
  %188 = phi <8 x float> [ %137, %body12 ], [ %180, %body13 ]
  %189 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %181, 0
  %190 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %189, <8 x float> %182, 1
  %191 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %190, <8 x float> %183, 2
  %192 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %191, <8 x float> %184, 3
  %193 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %192, <8 x float> %185, 4
  %194 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %193, <8 x float> %186, 5
  %195 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %194, <8 x float> %187, 6
  %196 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %195, <8 x float> %188, 7
  %197 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 0
  %198 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 1
  %199 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 2
  %200 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 3
  %201 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 4
  %202 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 5
  %203 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 6
  %204 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %196, 7
  %205 = fadd <8 x float> %66, %197
  %206 = add i64 %67, 1
  %207 = fadd <8 x float> %205, %198
  %208 = add i64 %206, 1
  %209 = fadd <8 x float> %207, %199
  %210 = add i64 %208, 1
  %211 = fadd <8 x float> %209, %200
  %212 = add i64 %210, 1
  %213 = fadd <8 x float> %211, %201
  %214 = add i64 %212, 1
  %215 = fadd <8 x float> %213, %202
  %216 = add i64 %214, 1
  %217 = fadd <8 x float> %215, %203
  %218 = add i64 %216, 1
  %219 = fadd <8 x float> %217, %204
  %220 = add i64 %218, 1
  %221 = add i64 %220, 7
  %222 = add i64 %220, 7
  %223 = icmp ult i64 %222, %20
  %224 = icmp ugt i64 %221, %220
  %225 = and i1 %223, %224
  br i1 %225, label %body15, label %body16

body15:                                           ; preds = %body14
  br label %body11

body16:                                           ; preds = %body14
  br label %body17

body17:                                           ; preds = %body16
  %226 = icmp ult i64 %220, %20
  br i1 %226, label %body18, label %body19

body18:                                           ; preds = %body17
  br label %body21

body19:                                           ; preds = %body17
  br label %body29

body20:                                           ; preds = %body9
  br label %body21

body21:                                           ; preds = %body20, %body18
  %227 = phi <8 x float> [ %219, %body18 ], [ zeroinitializer, %body20 ]
  %228 = phi i64 [ %220, %body18 ], [ 0, %body20 ]
  %229 = phi <8 x i1> [ %68, %body18 ], [ splat (i1 true), %body20 ]
  br label %body22

body22:                                           ; preds = %body26, %body21
  %230 = phi <8 x float> [ %227, %body21 ], [ %258, %body26 ]
  %231 = phi i64 [ %228, %body21 ], [ %259, %body26 ]
  %232 = insertelement <8 x i64> poison, i64 %62, i32 0
  %233 = shufflevector <8 x i64> %232, <8 x i64> poison, <8 x i32> zeroinitializer
  %234 = add <8 x i64> %233, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %235 = insertelement <8 x i64> poison, i64 %20, i32 0
  %236 = shufflevector <8 x i64> %235, <8 x i64> poison, <8 x i32> zeroinitializer
  %237 = mul <8 x i64> %234, %236
  %238 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %237
  %239 = getelementptr float, <8 x ptr addrspace(1)> %238, i64 %231
  %240 = add i64 %20, 306783378
  %241 = icmp ule i64 %240, 613566756
  %242 = freeze i1 %241
  %243 = mul i64 %231, 4
  %244 = add i64 %243, 0
  %245 = mul i64 %62, %20
  %246 = mul i64 %245, 4
  %247 = add i64 %246, %244
  %248 = getelementptr i8, ptr addrspace(1) %16, i64 %247
  %249 = trunc i64 %20 to i32
  %250 = insertelement <8 x i32> poison, i32 %249, i32 0
  %251 = shufflevector <8 x i32> %250, <8 x i32> poison, <8 x i32> zeroinitializer
  %252 = mul <8 x i32> %251, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %253 = sext <8 x i32> %252 to <8 x i64>
  br i1 %242, label %body23, label %body24

body23:                                           ; preds = %body22
  %254 = getelementptr i32, ptr addrspace(1) %248, <8 x i64> %253
  %255 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %254, <8 x i1> %229, <8 x float> poison)
  br label %body25

body24:                                           ; preds = %body22
  %256 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %239, <8 x i1> %229, <8 x float> poison)
  br label %body25

body25:                                           ; preds = %body24, %body23
  %257 = phi <8 x float> [ %255, %body23 ], [ %256, %body24 ]
  %258 = fadd <8 x float> %230, %257
  %259 = add i64 %231, 1
  %260 = icmp ult i64 %259, %20
  br i1 %260, label %body26, label %body27

body26:                                           ; preds = %body25
  br label %body22

body27:                                           ; preds = %body25
  br label %body28

body28:                                           ; preds = %body27
  br label %body29

body29:                                           ; preds = %body28, %body19
  %261 = phi <8 x float> [ %219, %body19 ], [ %258, %body28 ]
  br label %body30

body30:                                           ; preds = %body29, %body7
  %262 = phi <8 x float> [ zeroinitializer, %body7 ], [ %261, %body29 ]
  %263 = getelementptr float, ptr addrspace(1) %12, i64 %62
  %264 = select i1 %59, i64 31, i64 -1
  %265 = ptrtoint ptr addrspace(1) %263 to i64
  %266 = and i64 %265, %264
  %267 = icmp eq i64 %266, 0
  br i1 %267, label %body31, label %body32

body31:                                           ; preds = %body30
  store <8 x float> %262, ptr addrspace(1) %263, align 32
  br label %body33

body32:                                           ; preds = %body30
  store <8 x float> %262, ptr addrspace(1) %263, align 4
  br label %body33

body33:                                           ; preds = %body32, %body31
  br label %body34

body34:                                           ; preds = %body33
  br label %items.next

items.next:                                       ; preds = %body34
  %268 = add nuw i64 %x4, 8
  %269 = icmp ult i64 %268, %full
  br i1 %269, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %270 = icmp ult i64 %full, %items
  br i1 %270, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x35

x35:                                              ; preds = %items.next37, %partial
  %x36 = phi i64 [ %full, %partial ], [ %481, %items.next37 ]
  %271 = sub i64 %items, %x36
  %272 = icmp ult i64 %271, 8
  %273 = select i1 %272, i64 %271, i64 8
  %274 = trunc i64 %273 to i32
  %275 = insertelement <8 x i32> poison, i32 %274, i32 0
  %276 = shufflevector <8 x i32> %275, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %276
  %item38 = add i64 %row3, %x36
  br label %body39

body39:                                           ; preds = %x35
  br label %body40

body40:                                           ; preds = %body39
  br label %body41

body41:                                           ; preds = %body40
  %277 = mul i64 %24, %group.id
  %278 = add i64 %22, %277
  %279 = add i64 %278, %x36
  %280 = icmp eq i64 %20, 0
  br i1 %280, label %body42, label %body43

body42:                                           ; preds = %body41
  br label %body65

body43:                                           ; preds = %body41
  br label %body44

body44:                                           ; preds = %body43
  %281 = icmp ult i64 7, %20
  %282 = and i1 %281, true
  br i1 %282, label %body45, label %body55

body45:                                           ; preds = %body44
  br label %body46

body46:                                           ; preds = %body50, %body45
  %283 = phi <8 x float> [ zeroinitializer, %body45 ], [ %436, %body50 ]
  %284 = phi i64 [ 0, %body45 ], [ %437, %body50 ]
  %285 = phi <8 x i1> [ %lanes, %body45 ], [ %285, %body50 ]
  %286 = insertelement <8 x i64> poison, i64 %279, i32 0
  %287 = shufflevector <8 x i64> %286, <8 x i64> poison, <8 x i32> zeroinitializer
  %288 = add <8 x i64> %287, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %289 = insertelement <8 x i64> poison, i64 %20, i32 0
  %290 = shufflevector <8 x i64> %289, <8 x i64> poison, <8 x i32> zeroinitializer
  %291 = mul <8 x i64> %288, %290
  %292 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %291
  %293 = getelementptr float, <8 x ptr addrspace(1)> %292, i64 %284
  %294 = add i64 %20, 306783378
  %295 = icmp ule i64 %294, 613566756
  %296 = freeze i1 %295
  %297 = mul i64 %284, 4
  %298 = add i64 %297, 0
  %299 = mul i64 %279, %20
  %300 = mul i64 %299, 4
  %301 = add i64 %300, %298
  %302 = getelementptr i8, ptr addrspace(1) %16, i64 %301
  %303 = trunc i64 %20 to i32
  %304 = insertelement <8 x i32> poison, i32 %303, i32 0
  %305 = shufflevector <8 x i32> %304, <8 x i32> poison, <8 x i32> zeroinitializer
  %306 = mul <8 x i32> %305, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %307 = sext <8 x i32> %306 to <8 x i64>
  br i1 %296, label %body47, label %body48

body47:                                           ; preds = %body46
  %308 = getelementptr i32, ptr addrspace(1) %302, <8 x i64> %307
  %309 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %308, <8 x i1> %285, <8 x i64> poison)
  %310 = bitcast <8 x i64> %309 to <16 x float>
  %311 = shufflevector <16 x float> %310, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %312 = shufflevector <16 x float> %310, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %313 = shufflevector <8 x float> %311, <8 x float> %312, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %314 = shufflevector <8 x float> %311, <8 x float> %312, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %315 = getelementptr i8, ptr addrspace(1) %302, i64 8
  %316 = getelementptr i32, ptr addrspace(1) %315, <8 x i64> %307
  %317 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %316, <8 x i1> %285, <8 x i64> poison)
  %318 = bitcast <8 x i64> %317 to <16 x float>
  %319 = shufflevector <16 x float> %318, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %320 = shufflevector <16 x float> %318, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %321 = shufflevector <8 x float> %319, <8 x float> %320, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %322 = shufflevector <8 x float> %319, <8 x float> %320, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %323 = getelementptr i8, ptr addrspace(1) %302, i64 16
  %324 = getelementptr i32, ptr addrspace(1) %323, <8 x i64> %307
  %325 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %324, <8 x i1> %285, <8 x i64> poison)
  %326 = bitcast <8 x i64> %325 to <16 x float>
  %327 = shufflevector <16 x float> %326, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %328 = shufflevector <16 x float> %326, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %329 = shufflevector <8 x float> %327, <8 x float> %328, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %330 = shufflevector <8 x float> %327, <8 x float> %328, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %331 = getelementptr i8, ptr addrspace(1) %302, i64 24
  %332 = getelementptr i32, ptr addrspace(1) %331, <8 x i64> %307
  %333 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %332, <8 x i1> %285, <8 x i64> poison)
  %334 = bitcast <8 x i64> %333 to <16 x float>
  %335 = shufflevector <16 x float> %334, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %336 = shufflevector <16 x float> %334, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %337 = shufflevector <8 x float> %335, <8 x float> %336, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %338 = shufflevector <8 x float> %335, <8 x float> %336, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %339 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %313, 0
  %340 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %339, <8 x float> %314, 1
  %341 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %340, <8 x float> %321, 2
  %342 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %341, <8 x float> %322, 3
  %343 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %342, <8 x float> %329, 4
  %344 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %343, <8 x float> %330, 5
  %345 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %344, <8 x float> %337, 6
  %346 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %345, <8 x float> %338, 7
  %347 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 0
  %348 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 1
  %349 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 2
  %350 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 3
  %351 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 4
  %352 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 5
  %353 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 6
  %354 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %346, 7
  br label %body49

body48:                                           ; preds = %body46
  %355 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %293, <8 x i1> %285, <8 x i64> poison)
  %356 = bitcast <8 x i64> %355 to <16 x float>
  %357 = shufflevector <16 x float> %356, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %358 = shufflevector <16 x float> %356, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %359 = shufflevector <8 x float> %357, <8 x float> %358, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %360 = shufflevector <8 x float> %357, <8 x float> %358, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %361 = getelementptr i8, <8 x ptr addrspace(1)> %293, i64 8
  %362 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %361, <8 x i1> %285, <8 x i64> poison)
  %363 = bitcast <8 x i64> %362 to <16 x float>
  %364 = shufflevector <16 x float> %363, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %365 = shufflevector <16 x float> %363, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %366 = shufflevector <8 x float> %364, <8 x float> %365, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %367 = shufflevector <8 x float> %364, <8 x float> %365, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %368 = getelementptr i8, <8 x ptr addrspace(1)> %293, i64 16
  %369 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %368, <8 x i1> %285, <8 x i64> poison)
  %370 = bitcast <8 x i64> %369 to <16 x float>
  %371 = shufflevector <16 x float> %370, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %372 = shufflevector <16 x float> %370, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %373 = shufflevector <8 x float> %371, <8 x float> %372, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %374 = shufflevector <8 x float> %371, <8 x float> %372, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %375 = getelementptr i8, <8 x ptr addrspace(1)> %293, i64 24
  %376 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %375, <8 x i1> %285, <8 x i64> poison)
  %377 = bitcast <8 x i64> %376 to <16 x float>
  %378 = shufflevector <16 x float> %377, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %379 = shufflevector <16 x float> %377, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %380 = shufflevector <8 x float> %378, <8 x float> %379, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %381 = shufflevector <8 x float> %378, <8 x float> %379, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %382 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %359, 0
  %383 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %382, <8 x float> %360, 1
  %384 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %383, <8 x float> %366, 2
  %385 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %384, <8 x float> %367, 3
  %386 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %385, <8 x float> %373, 4
  %387 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %386, <8 x float> %374, 5
  %388 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %387, <8 x float> %380, 6
  %389 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %388, <8 x float> %381, 7
  %390 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 0
  %391 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 1
  %392 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 2
  %393 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 3
  %394 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 4
  %395 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 5
  %396 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 6
  %397 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %389, 7
  br label %body49

body49:                                           ; preds = %body48, %body47
  %398 = phi <8 x float> [ %347, %body47 ], [ %390, %body48 ]
  %399 = phi <8 x float> [ %348, %body47 ], [ %391, %body48 ]
  %400 = phi <8 x float> [ %349, %body47 ], [ %392, %body48 ]
  %401 = phi <8 x float> [ %350, %body47 ], [ %393, %body48 ]
  %402 = phi <8 x float> [ %351, %body47 ], [ %394, %body48 ]
  %403 = phi <8 x float> [ %352, %body47 ], [ %395, %body48 ]
  %404 = phi <8 x float> [ %353, %body47 ], [ %396, %body48 ]
  %405 = phi <8 x float> [ %354, %body47 ], [ %397, %body48 ]
  %406 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } poison, <8 x float> %398, 0
  %407 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %406, <8 x float> %399, 1
  %408 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %407, <8 x float> %400, 2
  %409 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %408, <8 x float> %401, 3
  %410 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %409, <8 x float> %402, 4
  %411 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %410, <8 x float> %403, 5
  %412 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %411, <8 x float> %404, 6
  %413 = insertvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %412, <8 x float> %405, 7
  %414 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 0
  %415 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 1
  %416 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 2
  %417 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 3
  %418 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 4
  %419 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 5
  %420 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 6
  %421 = extractvalue { <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float>, <8 x float> } %413, 7
  %422 = fadd <8 x float> %283, %414
  %423 = add i64 %284, 1
  %424 = fadd <8 x float> %422, %415
  %425 = add i64 %423, 1
  %426 = fadd <8 x float> %424, %416
  %427 = add i64 %425, 1
  %428 = fadd <8 x float> %426, %417
  %429 = add i64 %427, 1
  %430 = fadd <8 x float> %428, %418
  %431 = add i64 %429, 1
  %432 = fadd <8 x float> %430, %419
  %433 = add i64 %431, 1
  %434 = fadd <8 x float> %432, %420
  %435 = add i64 %433, 1
  %436 = fadd <8 x float> %434, %421
  %437 = add i64 %435, 1
  %438 = add i64 %437, 7
  %439 = add i64 %437, 7
  %440 = icmp ult i64 %439, %20
  %441 = icmp ugt i64 %438, %437
  %442 = and i1 %440, %441
  br i1 %442, label %body50, label %body51

body50:                                           ; preds = %body49
  br label %body46

body51:                                           ; preds = %body49
  br label %body52

body52:                                           ; preds = %body51
  %443 = icmp ult i64 %437, %20
  br i1 %443, label %body53, label %body54

body53:                                           ; preds = %body52
  br label %body56

body54:                                           ; preds = %body52
  br label %body64

body55:                                           ; preds = %body44
  br label %body56

body56:                                           ; preds = %body55, %body53
  %444 = phi <8 x float> [ %436, %body53 ], [ zeroinitializer, %body55 ]
  %445 = phi i64 [ %437, %body53 ], [ 0, %body55 ]
  %446 = phi <8 x i1> [ %285, %body53 ], [ %lanes, %body55 ]
  br label %body57

body57:                                           ; preds = %body61, %body56
  %447 = phi <8 x float> [ %444, %body56 ], [ %475, %body61 ]
  %448 = phi i64 [ %445, %body56 ], [ %476, %body61 ]
  %449 = insertelement <8 x i64> poison, i64 %279, i32 0
  %450 = shufflevector <8 x i64> %449, <8 x i64> poison, <8 x i32> zeroinitializer
  %451 = add <8 x i64> %450, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %452 = insertelement <8 x i64> poison, i64 %20, i32 0
  %453 = shufflevector <8 x i64> %452, <8 x i64> poison, <8 x i32> zeroinitializer
  %454 = mul <8 x i64> %451, %453
  %455 = getelementptr float, ptr addrspace(1) %16, <8 x i64> %454
  %456 = getelementptr float, <8 x ptr addrspace(1)> %455, i64 %448
  %457 = add i64 %20, 306783378
  %458 = icmp ule i64 %457, 613566756
  %459 = freeze i1 %458
  %460 = mul i64 %448, 4
  %461 = add i64 %460, 0
  %462 = mul i64 %279, %20
  %463 = mul i64 %462, 4
  %464 = add i64 %463, %461
  %465 = getelementptr i8, ptr addrspace(1) %16, i64 %464
  %466 = trunc i64 %20 to i32
  %467 = insertelement <8 x i32> poison, i32 %466, i32 0
  %468 = shufflevector <8 x i32> %467, <8 x i32> poison, <8 x i32> zeroinitializer
  %469 = mul <8 x i32> %468, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %470 = sext <8 x i32> %469 to <8 x i64>
  br i1 %459, label %body58, label %body59

body58:                                           ; preds = %body57
  %471 = getelementptr i32, ptr addrspace(1) %465, <8 x i64> %470
  %472 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %471, <8 x i1> %446, <8 x float> poison)
  br label %body60

body59:                                           ; preds = %body57
  %473 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %456, <8 x i1> %446, <8 x float> poison)
  br label %body60

body60:                                           ; preds = %body59, %body58
  %474 = phi <8 x float> [ %472, %body58 ], [ %473, %body59 ]
  %475 = fadd <8 x float> %447, %474
  %476 = add i64 %448, 1
  %477 = icmp ult i64 %476, %20
  br i1 %477, label %body61, label %body62

body61:                                           ; preds = %body60
  br label %body57

body62:                                           ; preds = %body60
  br label %body63

body63:                                           ; preds = %body62
  br label %body64

body64:                                           ; preds = %body63, %body54
  %478 = phi <8 x float> [ %436, %body54 ], [ %475, %body63 ]
  br label %body65

body65:                                           ; preds = %body64, %body42
  %479 = phi <8 x float> [ zeroinitializer, %body42 ], [ %478, %body64 ]
  %480 = getelementptr float, ptr addrspace(1) %12, i64 %279
  call void @llvm.masked.store.v8f32.p1(<8 x float> %479, ptr addrspace(1) align 4 %480, <8 x i1> %lanes)
  br label %body66

body66:                                           ; preds = %body65
  br label %items.next37

items.next37:                                     ; preds = %body66
  %481 = add nuw i64 %x36, 8
  %482 = icmp ult i64 %481, %items
  br i1 %482, label %x35, label %after67

after67:                                          ; preds = %items.next37
  br label %row.done

row.done:                                         ; preds = %after67, %rest
  %483 = add nuw i64 %row2, 1
  %484 = icmp ult i64 %483, %52
  br i1 %484, label %row, label %after68

after68:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after68
  %485 = add nuw i64 %group1, %merged
  %486 = icmp ult i64 %485, %1
  br i1 %486, label %group, label %done

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
  %group1 = phi i64 [ 0, %setup ], [ %155, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  %48 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %153, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -8
  %49 = icmp ult i64 0, %full
  br i1 %49, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %101, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %50 = mul i64 4, %22
  %51 = mul i64 %50, %24
  %52 = mul i64 %51, %26
  %53 = lshr i64 %52, 10
  %54 = zext i32 %28 to i64
  %55 = icmp ugt i64 %53, %54
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %56 = mul i64 %20, %group.id
  %57 = add i64 %18, %56
  %58 = add i64 %57, %x4
  store <8 x i32> zeroinitializer, ptr %private, align 4
  %59 = getelementptr i8, ptr %private, i64 32
  store <8 x i32> zeroinitializer, ptr %59, align 4
  %60 = getelementptr i8, ptr %private, i64 64
  store <8 x i32> zeroinitializer, ptr %60, align 4
  %61 = getelementptr i8, ptr %private, i64 96
  store <8 x i32> zeroinitializer, ptr %61, align 4
  %62 = getelementptr i8, ptr %private, i64 128
  store <8 x i32> zeroinitializer, ptr %62, align 4
  %63 = getelementptr i8, ptr %private, i64 160
  store <8 x i32> zeroinitializer, ptr %63, align 4
  %64 = getelementptr i8, ptr %private, i64 192
  store <8 x i32> zeroinitializer, ptr %64, align 4
  %65 = getelementptr i8, ptr %private, i64 224
  store <8 x i32> zeroinitializer, ptr %65, align 4
  %66 = getelementptr i8, ptr %private, i64 256
  store <8 x i32> zeroinitializer, ptr %66, align 4
  %67 = getelementptr i8, ptr %private, i64 288
  store <8 x i32> zeroinitializer, ptr %67, align 4
  %68 = getelementptr i8, ptr %private, i64 320
  store <8 x i32> zeroinitializer, ptr %68, align 4
  %69 = getelementptr i8, ptr %private, i64 352
  store <8 x i32> zeroinitializer, ptr %69, align 4
  %70 = getelementptr i8, ptr %private, i64 384
  store <8 x i32> zeroinitializer, ptr %70, align 4
  %71 = getelementptr i8, ptr %private, i64 416
  store <8 x i32> zeroinitializer, ptr %71, align 4
  %72 = getelementptr i8, ptr %private, i64 448
  store <8 x i32> zeroinitializer, ptr %72, align 4
  %73 = getelementptr i8, ptr %private, i64 480
  store <8 x i32> zeroinitializer, ptr %73, align 4
  br label %body7

body7:                                            ; preds = %body8, %body6
  %74 = phi i32 [ 0, %body6 ], [ %87, %body8 ]
  %75 = shl nuw nsw i32 %74, 10
  %76 = zext nneg i32 %75 to i64
  %77 = getelementptr i8, ptr addrspace(1) %16, i64 %58
  %78 = getelementptr i8, ptr addrspace(1) %77, i64 %76
  %79 = load <8 x i8>, ptr addrspace(1) %78, align 1
  %80 = lshr <8 x i8> %79, splat (i8 4)
  %81 = zext nneg <8 x i8> %80 to <8 x i64>
  %82 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %83 = getelementptr [32 x i8], <8 x ptr> %82, <8 x i64> %81
  %84 = getelementptr i8, <8 x ptr> %83, i64 0
  %85 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %84, <8 x i1> splat (i1 true), <8 x i32> poison)
  %86 = add <8 x i32> %85, splat (i32 1)
  call void @llvm.masked.scatter.v8i32.v8p0(<8 x i32> %86, <8 x ptr> align 4 %84, <8 x i1> splat (i1 true))
  %87 = add nuw nsw i32 %74, 1
  %88 = icmp samesign ult i32 %74, 63
  br i1 %88, label %body8, label %body9

body8:                                            ; preds = %body7
  br label %body7

body9:                                            ; preds = %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %89 = load <8 x i8>, ptr addrspace(1) %77, align 1
  %90 = and <8 x i8> %89, splat (i8 15)
  %91 = zext nneg <8 x i8> %90 to <8 x i64>
  %92 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %93 = getelementptr [32 x i8], <8 x ptr> %92, <8 x i64> %91
  %94 = getelementptr i8, <8 x ptr> %93, i64 0
  %95 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %94, <8 x i1> splat (i1 true), <8 x i32> poison)
  %96 = getelementptr i32, ptr addrspace(1) %12, i64 %58
  %97 = select i1 %55, i64 31, i64 -1
  %98 = ptrtoint ptr addrspace(1) %96 to i64
  %99 = and i64 %98, %97
  %100 = icmp eq i64 %99, 0
  br i1 %100, label %body12, label %body13

body12:                                           ; preds = %body11
  store <8 x i32> %95, ptr addrspace(1) %96, align 32
  br label %body14

body13:                                           ; preds = %body11
  store <8 x i32> %95, ptr addrspace(1) %96, align 4
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %101 = add nuw i64 %x4, 8
  %102 = icmp ult i64 %101, %full
  br i1 %102, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %103 = icmp ult i64 %full, %items
  br i1 %103, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x16

x16:                                              ; preds = %items.next18, %partial
  %x17 = phi i64 [ %full, %partial ], [ %151, %items.next18 ]
  %104 = sub i64 %items, %x17
  %105 = icmp ult i64 %104, 8
  %106 = select i1 %105, i64 %104, i64 8
  %107 = trunc i64 %106 to i32
  %108 = insertelement <8 x i32> poison, i32 %107, i32 0
  %109 = shufflevector <8 x i32> %108, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %109
  %item19 = add i64 %row3, %x17
  br label %body20

body20:                                           ; preds = %x16
  br label %body21

body21:                                           ; preds = %body20
  br label %body22

body22:                                           ; preds = %body21
  %110 = mul i64 %20, %group.id
  %111 = add i64 %18, %110
  %112 = add i64 %111, %x17
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %private, <8 x i1> %lanes)
  %113 = getelementptr i8, ptr %private, i64 32
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %113, <8 x i1> %lanes)
  %114 = getelementptr i8, ptr %private, i64 64
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %114, <8 x i1> %lanes)
  %115 = getelementptr i8, ptr %private, i64 96
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %115, <8 x i1> %lanes)
  %116 = getelementptr i8, ptr %private, i64 128
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %116, <8 x i1> %lanes)
  %117 = getelementptr i8, ptr %private, i64 160
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %117, <8 x i1> %lanes)
  %118 = getelementptr i8, ptr %private, i64 192
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %118, <8 x i1> %lanes)
  %119 = getelementptr i8, ptr %private, i64 224
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %119, <8 x i1> %lanes)
  %120 = getelementptr i8, ptr %private, i64 256
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %120, <8 x i1> %lanes)
  %121 = getelementptr i8, ptr %private, i64 288
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %121, <8 x i1> %lanes)
  %122 = getelementptr i8, ptr %private, i64 320
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %122, <8 x i1> %lanes)
  %123 = getelementptr i8, ptr %private, i64 352
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %123, <8 x i1> %lanes)
  %124 = getelementptr i8, ptr %private, i64 384
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %124, <8 x i1> %lanes)
  %125 = getelementptr i8, ptr %private, i64 416
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %125, <8 x i1> %lanes)
  %126 = getelementptr i8, ptr %private, i64 448
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %126, <8 x i1> %lanes)
  %127 = getelementptr i8, ptr %private, i64 480
  call void @llvm.masked.store.v8i32.p0(<8 x i32> zeroinitializer, ptr align 4 %127, <8 x i1> %lanes)
  br label %body23

body23:                                           ; preds = %body24, %body22
  %128 = phi i32 [ 0, %body22 ], [ %141, %body24 ]
  %129 = shl nuw nsw i32 %128, 10
  %130 = zext nneg i32 %129 to i64
  %131 = getelementptr i8, ptr addrspace(1) %16, i64 %112
  %132 = getelementptr i8, ptr addrspace(1) %131, i64 %130
  %133 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %132, <8 x i1> %lanes, <8 x i8> poison)
  %134 = lshr <8 x i8> %133, splat (i8 4)
  %135 = zext nneg <8 x i8> %134 to <8 x i64>
  %136 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %137 = getelementptr [32 x i8], <8 x ptr> %136, <8 x i64> %135
  %138 = getelementptr i8, <8 x ptr> %137, i64 0
  %139 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %138, <8 x i1> %lanes, <8 x i32> poison)
  %140 = add <8 x i32> %139, splat (i32 1)
  call void @llvm.masked.scatter.v8i32.v8p0(<8 x i32> %140, <8 x ptr> align 4 %138, <8 x i1> %lanes)
  %141 = add nuw nsw i32 %128, 1
  %142 = icmp samesign ult i32 %128, 63
  br i1 %142, label %body24, label %body25

body24:                                           ; preds = %body23
  br label %body23

body25:                                           ; preds = %body23
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %143 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %131, <8 x i1> %lanes, <8 x i8> poison)
  %144 = and <8 x i8> %143, splat (i8 15)
  %145 = zext nneg <8 x i8> %144 to <8 x i64>
  %146 = getelementptr i8, ptr %private, <8 x i64> <i64 0, i64 4, i64 8, i64 12, i64 16, i64 20, i64 24, i64 28>
  %147 = getelementptr [32 x i8], <8 x ptr> %146, <8 x i64> %145
  %148 = getelementptr i8, <8 x ptr> %147, i64 0
  %149 = call <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr> align 4 %148, <8 x i1> %lanes, <8 x i32> poison)
  %150 = getelementptr i32, ptr addrspace(1) %12, i64 %112
  call void @llvm.masked.store.v8i32.p1(<8 x i32> %149, ptr addrspace(1) align 4 %150, <8 x i1> %lanes)
  br label %body28

body28:                                           ; preds = %body27
  br label %items.next18

items.next18:                                     ; preds = %body28
  %151 = add nuw i64 %x17, 8
  %152 = icmp ult i64 %151, %items
  br i1 %152, label %x16, label %after29

after29:                                          ; preds = %items.next18
  br label %row.done

row.done:                                         ; preds = %after29, %rest
  %153 = add nuw i64 %row2, 1
  %154 = icmp ult i64 %153, %48
  br i1 %154, label %row, label %after30

after30:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after30
  %155 = add nuw i64 %group1, %merged
  %156 = icmp ult i64 %155, %1
  br i1 %156, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i32> @llvm.masked.gather.v8i32.v8p0(<8 x ptr>, <8 x i1>, <8 x i32>)

declare void @llvm.masked.scatter.v8i32.v8p0(<8 x i32>, <8 x ptr>, <8 x i1>)

declare void @llvm.masked.store.v8i32.p0(<8 x i32>, ptr captures(none), <8 x i1>)

