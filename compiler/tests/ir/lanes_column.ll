declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
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
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 20
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
  %41 = udiv i64 64, %40
  %42 = icmp ult i64 %41, 1
  %43 = select i1 %42, i64 1, i64 %41
  %44 = select i1 %38, i64 %1, i64 %43
  %45 = and i64 %4, 31
  %46 = icmp eq i64 %45, 0
  %47 = icmp ult i64 63, %4
  %48 = select i1 %38, i1 %47, i1 %46
  %49 = and i1 %46, %48
  %merged = select i1 %49, i64 1, i64 %44
  %50 = getelementptr i8, ptr %0, i64 8
  %51 = load i64, ptr %50, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %169, %group.next ]
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
  %row2 = phi i64 [ 0, %region ], [ %167, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -32
  %57 = icmp ult i64 0, %full
  br i1 %57, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %86, %items.next ]
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
  %67 = icmp eq i32 %20, 0
  br i1 %67, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %68 = phi <32 x float> [ zeroinitializer, %body8 ], [ %77, %body10 ]
  %69 = phi i32 [ 0, %body8 ], [ %78, %body10 ]
  %70 = phi <32 x i1> [ splat (i1 true), %body8 ], [ %70, %body10 ]
  %71 = zext i32 %69 to i64
  %72 = zext i32 %24 to i64
  %73 = mul nuw i64 %71, %72
  %74 = getelementptr float, ptr addrspace(1) %12, i64 %73
  %75 = getelementptr float, ptr addrspace(1) %74, i64 %66
  %76 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %75, <32 x i1> %70, <32 x float> poison)
  %77 = fadd <32 x float> %68, %76
  %78 = add i32 %69, 1
  %79 = icmp ult i32 %78, %20
  br i1 %79, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %80 = phi <32 x float> [ zeroinitializer, %body7 ], [ %77, %body12 ]
  %81 = getelementptr float, ptr addrspace(1) %16, i64 %66
  %82 = select i1 %63, i64 63, i64 -1
  %83 = ptrtoint ptr addrspace(1) %81 to i64
  %84 = and i64 %83, %82
  %85 = icmp eq i64 %84, 0
  br i1 %85, label %body14, label %body15

body14:                                           ; preds = %body13
  store <32 x float> %80, ptr addrspace(1) %81, align 64
  br label %body16

body15:                                           ; preds = %body13
  store <32 x float> %80, ptr addrspace(1) %81, align 4
  br label %body16

body16:                                           ; preds = %body15, %body14
  br label %body17

body17:                                           ; preds = %body16
  br label %items.next

items.next:                                       ; preds = %body17
  %86 = add nuw i64 %x4, 32
  %87 = icmp ult i64 %86, %full
  br i1 %87, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %full18 = and i64 %items, -8
  %88 = icmp ult i64 %full, %full18
  br i1 %88, label %vectors19, label %rest20

vectors19:                                        ; preds = %rest
  br label %x21

x21:                                              ; preds = %items.next23, %vectors19
  %x22 = phi i64 [ %full, %vectors19 ], [ %117, %items.next23 ]
  %item24 = add i64 %row3, %x22
  br label %body25

body25:                                           ; preds = %x21
  %89 = mul i64 4, %30
  %90 = mul i64 %89, %32
  %91 = mul i64 %90, %34
  %92 = lshr i64 %91, 10
  %93 = zext i32 %36 to i64
  %94 = icmp ugt i64 %92, %93
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %95 = mul i64 %28, %group.id
  %96 = add i64 %26, %95
  %97 = add i64 %96, %x22
  %98 = icmp eq i32 %20, 0
  br i1 %98, label %body28, label %body29

body28:                                           ; preds = %body27
  br label %body34

body29:                                           ; preds = %body27
  br label %body30

body30:                                           ; preds = %body31, %body29
  %99 = phi <8 x float> [ zeroinitializer, %body29 ], [ %108, %body31 ]
  %100 = phi i32 [ 0, %body29 ], [ %109, %body31 ]
  %101 = phi <8 x i1> [ splat (i1 true), %body29 ], [ %101, %body31 ]
  %102 = zext i32 %100 to i64
  %103 = zext i32 %24 to i64
  %104 = mul nuw i64 %102, %103
  %105 = getelementptr float, ptr addrspace(1) %12, i64 %104
  %106 = getelementptr float, ptr addrspace(1) %105, i64 %97
  %107 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %106, <8 x i1> %101, <8 x float> poison)
  %108 = fadd <8 x float> %99, %107
  %109 = add i32 %100, 1
  %110 = icmp ult i32 %109, %20
  br i1 %110, label %body31, label %body32

body31:                                           ; preds = %body30
  br label %body30

body32:                                           ; preds = %body30
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33, %body28
  %111 = phi <8 x float> [ zeroinitializer, %body28 ], [ %108, %body33 ]
  %112 = getelementptr float, ptr addrspace(1) %16, i64 %97
  %113 = select i1 %94, i64 31, i64 -1
  %114 = ptrtoint ptr addrspace(1) %112 to i64
  %115 = and i64 %114, %113
  %116 = icmp eq i64 %115, 0
  br i1 %116, label %body35, label %body36

body35:                                           ; preds = %body34
  store <8 x float> %111, ptr addrspace(1) %112, align 32
  br label %body37

body36:                                           ; preds = %body34
  store <8 x float> %111, ptr addrspace(1) %112, align 4
  br label %body37

body37:                                           ; preds = %body36, %body35
  br label %body38

body38:                                           ; preds = %body37
  br label %items.next23

items.next23:                                     ; preds = %body38
  %117 = add nuw i64 %x22, 8
  %118 = icmp ult i64 %117, %full18
  br i1 %118, label %x21, label %after39

after39:                                          ; preds = %items.next23
  br label %rest20

rest20:                                           ; preds = %after39, %rest
  %full40 = and i64 %items, -4
  %119 = icmp ult i64 %full18, %full40
  br i1 %119, label %vectors41, label %rest42

vectors41:                                        ; preds = %rest20
  br label %x43

x43:                                              ; preds = %items.next45, %vectors41
  %x44 = phi i64 [ %full18, %vectors41 ], [ %138, %items.next45 ]
  %item46 = add i64 %row3, %x44
  br label %body47

body47:                                           ; preds = %x43
  br label %body48

body48:                                           ; preds = %body47
  br label %body49

body49:                                           ; preds = %body48
  %120 = mul i64 %28, %group.id
  %121 = add i64 %26, %120
  %122 = add i64 %121, %x44
  %123 = icmp eq i32 %20, 0
  br i1 %123, label %body50, label %body51

body50:                                           ; preds = %body49
  br label %body56

body51:                                           ; preds = %body49
  br label %body52

body52:                                           ; preds = %body53, %body51
  %124 = phi <4 x float> [ zeroinitializer, %body51 ], [ %133, %body53 ]
  %125 = phi i32 [ 0, %body51 ], [ %134, %body53 ]
  %126 = phi <4 x i1> [ splat (i1 true), %body51 ], [ %126, %body53 ]
  %127 = zext i32 %125 to i64
  %128 = zext i32 %24 to i64
  %129 = mul nuw i64 %127, %128
  %130 = getelementptr float, ptr addrspace(1) %12, i64 %129
  %131 = getelementptr float, ptr addrspace(1) %130, i64 %122
  %132 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %131, <4 x i1> %126, <4 x float> poison)
  %133 = fadd <4 x float> %124, %132
  %134 = add i32 %125, 1
  %135 = icmp ult i32 %134, %20
  br i1 %135, label %body53, label %body54

body53:                                           ; preds = %body52
  br label %body52

body54:                                           ; preds = %body52
  br label %body55

body55:                                           ; preds = %body54
  br label %body56

body56:                                           ; preds = %body55, %body50
  %136 = phi <4 x float> [ zeroinitializer, %body50 ], [ %133, %body55 ]
  %137 = getelementptr float, ptr addrspace(1) %16, i64 %122
  store <4 x float> %136, ptr addrspace(1) %137, align 4
  br label %body57

body57:                                           ; preds = %body56
  br label %items.next45

items.next45:                                     ; preds = %body57
  %138 = add nuw i64 %x44, 4
  %139 = icmp ult i64 %138, %full40
  br i1 %139, label %x43, label %after58

after58:                                          ; preds = %items.next45
  br label %rest42

rest42:                                           ; preds = %after58, %rest20
  %140 = icmp ult i64 %full40, %items
  br i1 %140, label %partial, label %row.done

partial:                                          ; preds = %rest42
  br label %x59

x59:                                              ; preds = %items.next61, %partial
  %x60 = phi i64 [ %full40, %partial ], [ %165, %items.next61 ]
  %141 = sub i64 %items, %x60
  %142 = icmp ult i64 %141, 4
  %143 = select i1 %142, i64 %141, i64 4
  %144 = trunc i64 %143 to i32
  %145 = insertelement <4 x i32> poison, i32 %144, i32 0
  %146 = shufflevector <4 x i32> %145, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %146
  %item62 = add i64 %row3, %x60
  br label %body63

body63:                                           ; preds = %x59
  br label %body64

body64:                                           ; preds = %body63
  br label %body65

body65:                                           ; preds = %body64
  %147 = mul i64 %28, %group.id
  %148 = add i64 %26, %147
  %149 = add i64 %148, %x60
  %150 = icmp eq i32 %20, 0
  br i1 %150, label %body66, label %body67

body66:                                           ; preds = %body65
  br label %body72

body67:                                           ; preds = %body65
  br label %body68

body68:                                           ; preds = %body69, %body67
  %151 = phi <4 x float> [ zeroinitializer, %body67 ], [ %160, %body69 ]
  %152 = phi i32 [ 0, %body67 ], [ %161, %body69 ]
  %153 = phi <4 x i1> [ %lanes, %body67 ], [ %153, %body69 ]
  %154 = zext i32 %152 to i64
  %155 = zext i32 %24 to i64
  %156 = mul nuw i64 %154, %155
  %157 = getelementptr float, ptr addrspace(1) %12, i64 %156
  %158 = getelementptr float, ptr addrspace(1) %157, i64 %149
  %159 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %158, <4 x i1> %153, <4 x float> poison)
  %160 = fadd <4 x float> %151, %159
  %161 = add i32 %152, 1
  %162 = icmp ult i32 %161, %20
  br i1 %162, label %body69, label %body70

body69:                                           ; preds = %body68
  br label %body68

body70:                                           ; preds = %body68
  br label %body71

body71:                                           ; preds = %body70
  br label %body72

body72:                                           ; preds = %body71, %body66
  %163 = phi <4 x float> [ zeroinitializer, %body66 ], [ %160, %body71 ]
  %164 = getelementptr float, ptr addrspace(1) %16, i64 %149
  call void @llvm.masked.store.v4f32.p1(<4 x float> %163, ptr addrspace(1) align 4 %164, <4 x i1> %lanes)
  br label %body73

body73:                                           ; preds = %body72
  br label %items.next61

items.next61:                                     ; preds = %body73
  %165 = add nuw i64 %x60, 4
  %166 = icmp ult i64 %165, %items
  br i1 %166, label %x59, label %after74

after74:                                          ; preds = %items.next61
  br label %row.done

row.done:                                         ; preds = %after74, %rest42
  %167 = add nuw i64 %row2, 1
  %168 = icmp ult i64 %167, %56
  br i1 %168, label %row, label %after75

after75:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after75
  %169 = add nuw i64 %group1, %merged
  %170 = icmp ult i64 %169, %1
  br i1 %170, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

