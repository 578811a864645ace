declare float @llvm.fmuladd.f32(float, float, float)

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare void @__mirrorcl_barrier() local_unnamed_addr

declare <8 x float> @llvm.fmuladd.v8f32(<8 x float>, <8 x float>, <8 x float>)

declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>)

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %shared = alloca i32, align 4
  %exit = alloca i32, align 4
  %2 = icmp eq i64 %1, 0
  br i1 %2, label %done, label %setup

setup:                                            ; preds = %entry
  %3 = getelementptr i8, ptr %0, i64 104
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr i8, ptr %0, i64 120
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr i8, ptr %0, i64 176
  %10 = load ptr, ptr %9, align 8
  %11 = mul i64 %4, %6
  %12 = mul i64 %11, %8
  %13 = add i64 %12, 63
  %rounded = and i64 %13, -64
  %14 = getelementptr i8, ptr %0, i64 0
  %15 = load ptr, ptr %14, align 8
  %16 = getelementptr i8, ptr %15, i64 0
  %17 = load ptr addrspace(1), ptr %16, align 1
  %18 = getelementptr i8, ptr %0, i64 0
  %19 = load ptr, ptr %18, align 8
  %20 = getelementptr i8, ptr %19, i64 8
  %21 = load ptr addrspace(1), ptr %20, align 1
  %22 = getelementptr i8, ptr %0, i64 0
  %23 = load ptr, ptr %22, align 8
  %24 = getelementptr i8, ptr %23, i64 16
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr i8, ptr %0, i64 160
  %27 = load ptr, ptr %26, align 8
  %28 = getelementptr i8, ptr %27, i64 %25
  %29 = addrspacecast ptr %28 to ptr addrspace(3)
  %30 = getelementptr i8, ptr %0, i64 0
  %31 = load ptr, ptr %30, align 8
  %32 = getelementptr i8, ptr %31, i64 24
  %33 = load i32, ptr %32, align 1
  %34 = mul i64 %rounded, 0
  %35 = getelementptr i8, ptr %10, i64 %34
  %36 = getelementptr i8, ptr %0, i64 56
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr i8, ptr %0, i64 80
  %39 = load i64, ptr %38, align 8
  %40 = add i64 %37, %39
  %small = icmp ule i64 %40, 2130706432
  %41 = getelementptr i8, ptr %0, i64 64
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr i8, ptr %0, i64 88
  %44 = load i64, ptr %43, align 8
  %45 = add i64 %42, %44
  %small1 = icmp ule i64 %45, 2130706432
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %258, %group.next ]
  %group.id = add i64 %47, %group2
  %48 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %48, align 8
  br label %region

region:                                           ; preds = %group
  store i32 0, ptr %exit, align 4
  br label %z

z:                                                ; preds = %after34, %region
  %z5 = phi i64 [ 0, %region ], [ %109, %after34 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y6 = phi i64 [ 0, %z ], [ %107, %row.done ]
  %49 = mul i64 %z5, %6
  %50 = add i64 %49, %y6
  %row = mul i64 %50, %4
  %full = and i64 %4, -4
  %51 = select i1 %small, i64 %full, i64 0
  %52 = icmp ult i64 0, %51
  br i1 %52, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x7 = phi i64 [ 0, %vectors ], [ %74, %items.next ]
  %item = add i64 %row, %x7
  br label %body

body:                                             ; preds = %x
  br label %body8

body8:                                            ; preds = %body
  br label %body9

body9:                                            ; preds = %body8
  %53 = trunc i64 %x7 to i32
  %54 = icmp eq i32 %33, 0
  br i1 %54, label %body10, label %body12

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %55 = and i64 %x7, 4294967295
  %56 = getelementptr float, ptr addrspace(1) %17, i64 %55
  store <4 x float> zeroinitializer, ptr addrspace(1) %56, align 4
  br label %body17

body12:                                           ; preds = %body9
  br label %body13

body13:                                           ; preds = %body12
  %57 = shl i32 0, 6
  %58 = add i32 %57, %53
  %59 = insertelement <4 x i32> poison, i32 %58, i32 0
  %60 = shufflevector <4 x i32> %59, <4 x i32> poison, <4 x i32> zeroinitializer
  %61 = add <4 x i32> %60, <i32 0, i32 1, i32 2, i32 3>
  %62 = zext <4 x i32> %61 to <4 x i64>
  %63 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %62
  %64 = icmp ule i32 %58, -4
  %65 = freeze i1 %64
  %66 = zext i32 %58 to i64
  %67 = getelementptr float, ptr addrspace(1) %21, i64 %66
  br i1 %65, label %body14, label %body15

body14:                                           ; preds = %body13
  %68 = load <4 x float>, ptr addrspace(1) %67, align 4
  br label %body16

body15:                                           ; preds = %body13
  %69 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %63, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body16

body16:                                           ; preds = %body15, %body14
  %70 = phi <4 x float> [ %68, %body14 ], [ %69, %body15 ]
  %71 = and i64 %x7, 4294967295
  %72 = getelementptr float, ptr addrspace(3) %29, i64 %71
  store <4 x float> %70, ptr addrspace(3) %72, align 4
  store i32 0, ptr %shared, align 4
  %73 = getelementptr float, ptr %35, i64 %item
  store <4 x float> zeroinitializer, ptr %73, align 4
  store i32 1, ptr %exit, align 4
  br label %body17

body17:                                           ; preds = %body16, %body11
  br label %items.next

items.next:                                       ; preds = %body17
  %74 = add nuw i64 %x7, 4
  %75 = icmp ult i64 %74, %51
  br i1 %75, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %76 = select i1 %small, i64 4, i64 1
  %77 = icmp ult i64 %51, %4
  br i1 %77, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x18

x18:                                              ; preds = %items.next20, %partial
  %x19 = phi i64 [ %51, %partial ], [ %105, %items.next20 ]
  %78 = sub i64 %4, %x19
  %79 = icmp ult i64 %78, %76
  %80 = select i1 %79, i64 %78, i64 %76
  %81 = trunc i64 %80 to i32
  %82 = insertelement <4 x i32> poison, i32 %81, i32 0
  %83 = shufflevector <4 x i32> %82, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %83
  %item21 = add i64 %row, %x19
  br label %body22

body22:                                           ; preds = %x18
  br label %body23

body23:                                           ; preds = %body22
  br label %body24

body24:                                           ; preds = %body23
  %84 = trunc i64 %x19 to i32
  %85 = icmp eq i32 %33, 0
  br i1 %85, label %body25, label %body27

body25:                                           ; preds = %body24
  br label %body26

body26:                                           ; preds = %body25
  %86 = and i64 %x19, 4294967295
  %87 = getelementptr float, ptr addrspace(1) %17, i64 %86
  call void @llvm.masked.store.v4f32.p1(<4 x float> zeroinitializer, ptr addrspace(1) align 4 %87, <4 x i1> %lanes)
  br label %body32

body27:                                           ; preds = %body24
  br label %body28

body28:                                           ; preds = %body27
  %88 = shl i32 0, 6
  %89 = add i32 %88, %84
  %90 = insertelement <4 x i32> poison, i32 %89, i32 0
  %91 = shufflevector <4 x i32> %90, <4 x i32> poison, <4 x i32> zeroinitializer
  %92 = add <4 x i32> %91, <i32 0, i32 1, i32 2, i32 3>
  %93 = zext <4 x i32> %92 to <4 x i64>
  %94 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %93
  %95 = icmp ule i32 %89, -4
  %96 = freeze i1 %95
  %97 = zext i32 %89 to i64
  %98 = getelementptr float, ptr addrspace(1) %21, i64 %97
  br i1 %96, label %body29, label %body30

body29:                                           ; preds = %body28
  %99 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %98, <4 x i1> %lanes, <4 x float> poison)
  br label %body31

body30:                                           ; preds = %body28
  %100 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %94, <4 x i1> %lanes, <4 x float> poison)
  br label %body31

body31:                                           ; preds = %body30, %body29
  %101 = phi <4 x float> [ %99, %body29 ], [ %100, %body30 ]
  %102 = and i64 %x19, 4294967295
  %103 = getelementptr float, ptr addrspace(3) %29, i64 %102
  call void @llvm.masked.store.v4f32.p3(<4 x float> %101, ptr addrspace(3) align 4 %103, <4 x i1> %lanes)
  store i32 0, ptr %shared, align 4
  %104 = getelementptr float, ptr %35, i64 %item21
  call void @llvm.masked.store.v4f32.p0(<4 x float> zeroinitializer, ptr align 4 %104, <4 x i1> %lanes)
  store i32 1, ptr %exit, align 4
  br label %body32

body32:                                           ; preds = %body31, %body26
  br label %items.next20

items.next20:                                     ; preds = %body32
  %105 = add nuw i64 %x19, %76
  %106 = icmp ult i64 %105, %4
  br i1 %106, label %x18, label %after33

after33:                                          ; preds = %items.next20
  br label %row.done

row.done:                                         ; preds = %after33, %rest
  %107 = add nuw i64 %y6, 1
  %108 = icmp ult i64 %107, %6
  br i1 %108, label %y, label %after34

after34:                                          ; preds = %row.done
  %109 = add nuw i64 %z5, 1
  %110 = icmp ult i64 %109, %8
  br i1 %110, label %z, label %after35

after35:                                          ; preds = %after34
  %111 = load i32, ptr %exit, align 4
  switch i32 %111, label %group.next [
    i32 1, label %region3
  ]

region3:                                          ; preds = %after133, %after35
  br label %z36

z36:                                              ; preds = %after89, %region3
  %z37 = phi i64 [ 0, %region3 ], [ %188, %after89 ]
  br label %y38

y38:                                              ; preds = %row.done74, %z36
  %y39 = phi i64 [ 0, %z36 ], [ %186, %row.done74 ]
  %112 = mul i64 %z37, %6
  %113 = add i64 %112, %y39
  %row40 = mul i64 %113, %4
  %full41 = and i64 %4, -8
  %114 = select i1 %small, i64 %full41, i64 0
  %115 = icmp ult i64 0, %114
  br i1 %115, label %vectors42, label %rest43

vectors42:                                        ; preds = %y38
  br label %x44

x44:                                              ; preds = %items.next46, %vectors42
  %x45 = phi i64 [ 0, %vectors42 ], [ %134, %items.next46 ]
  %item47 = add i64 %row40, %x45
  br label %body48

body48:                                           ; preds = %x44
  %116 = getelementptr float, ptr %35, i64 %item47
  %117 = load <8 x float>, ptr %116, align 4
  %118 = trunc i64 %x45 to i32
  br label %body49

body49:                                           ; preds = %body48
  br label %body50

body50:                                           ; preds = %body51, %body49
  %119 = phi <8 x float> [ %117, %body49 ], [ %130, %body51 ]
  %120 = phi i32 [ 0, %body49 ], [ %131, %body51 ]
  %121 = zext i32 %120 to i64
  %122 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %121
  %123 = load float, ptr addrspace(3) %122, align 4
  %124 = insertelement <8 x i32> poison, i32 %118, i32 0
  %125 = shufflevector <8 x i32> %124, <8 x i32> poison, <8 x i32> zeroinitializer
  %126 = add <8 x i32> %125, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %127 = uitofp <8 x i32> %126 to <8 x float>
  %128 = insertelement <8 x float> poison, float %123, i32 0
  %129 = shufflevector <8 x float> %128, <8 x float> poison, <8 x i32> zeroinitializer
  %130 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %129, <8 x float> %127, <8 x float> %119)
  %131 = add i32 %120, 1
  %132 = icmp ult i32 %131, %33
  br i1 %132, label %body51, label %body52

body51:                                           ; preds = %body50
  br label %body50

body52:                                           ; preds = %body50
  br label %body53

body53:                                           ; preds = %body52
  br label %body54

body54:                                           ; preds = %body53
  %133 = getelementptr float, ptr %35, i64 %item47
  store <8 x float> %130, ptr %133, align 4
  br label %body55

body55:                                           ; preds = %body54
  br label %items.next46

items.next46:                                     ; preds = %body55
  %134 = add nuw i64 %x45, 8
  %135 = icmp ult i64 %134, %114
  br i1 %135, label %x44, label %after56

after56:                                          ; preds = %items.next46
  br label %rest43

rest43:                                           ; preds = %after56, %y38
  %full57 = and i64 %4, -4
  %136 = select i1 %small, i64 %full57, i64 0
  %137 = icmp ult i64 %114, %136
  br i1 %137, label %vectors58, label %rest59

vectors58:                                        ; preds = %rest43
  br label %x60

x60:                                              ; preds = %items.next62, %vectors58
  %x61 = phi i64 [ %114, %vectors58 ], [ %156, %items.next62 ]
  %item63 = add i64 %row40, %x61
  br label %body64

body64:                                           ; preds = %x60
  %138 = getelementptr float, ptr %35, i64 %item63
  %139 = load <4 x float>, ptr %138, align 4
  %140 = trunc i64 %x61 to i32
  br label %body65

body65:                                           ; preds = %body64
  br label %body66

body66:                                           ; preds = %body67, %body65
  %141 = phi <4 x float> [ %139, %body65 ], [ %152, %body67 ]
  %142 = phi i32 [ 0, %body65 ], [ %153, %body67 ]
  %143 = zext i32 %142 to i64
  %144 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %143
  %145 = load float, ptr addrspace(3) %144, align 4
  %146 = insertelement <4 x i32> poison, i32 %140, i32 0
  %147 = shufflevector <4 x i32> %146, <4 x i32> poison, <4 x i32> zeroinitializer
  %148 = add <4 x i32> %147, <i32 0, i32 1, i32 2, i32 3>
  %149 = uitofp <4 x i32> %148 to <4 x float>
  %150 = insertelement <4 x float> poison, float %145, i32 0
  %151 = shufflevector <4 x float> %150, <4 x float> poison, <4 x i32> zeroinitializer
  %152 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %151, <4 x float> %149, <4 x float> %141)
  %153 = add i32 %142, 1
  %154 = icmp ult i32 %153, %33
  br i1 %154, label %body67, label %body68

body67:                                           ; preds = %body66
  br label %body66

body68:                                           ; preds = %body66
  br label %body69

body69:                                           ; preds = %body68
  br label %body70

body70:                                           ; preds = %body69
  %155 = getelementptr float, ptr %35, i64 %item63
  store <4 x float> %152, ptr %155, align 4
  br label %body71

body71:                                           ; preds = %body70
  br label %items.next62

items.next62:                                     ; preds = %body71
  %156 = add nuw i64 %x61, 4
  %157 = icmp ult i64 %156, %136
  br i1 %157, label %x60, label %after72

after72:                                          ; preds = %items.next62
  br label %rest59

rest59:                                           ; preds = %after72, %rest43
  %158 = select i1 %small, i64 4, i64 1
  %159 = icmp ult i64 %136, %4
  br i1 %159, label %partial73, label %row.done74

partial73:                                        ; preds = %rest59
  br label %x75

x75:                                              ; preds = %items.next78, %partial73
  %x76 = phi i64 [ %136, %partial73 ], [ %184, %items.next78 ]
  %160 = sub i64 %4, %x76
  %161 = icmp ult i64 %160, %158
  %162 = select i1 %161, i64 %160, i64 %158
  %163 = trunc i64 %162 to i32
  %164 = insertelement <4 x i32> poison, i32 %163, i32 0
  %165 = shufflevector <4 x i32> %164, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes77 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %165
  %item79 = add i64 %row40, %x76
  br label %body80

body80:                                           ; preds = %x75
  %166 = getelementptr float, ptr %35, i64 %item79
  %167 = call <4 x float> @llvm.masked.load.v4f32.p0(ptr align 4 %166, <4 x i1> %lanes77, <4 x float> poison)
  %168 = trunc i64 %x76 to i32
  br label %body81

body81:                                           ; preds = %body80
  br label %body82

body82:                                           ; preds = %body83, %body81
  %169 = phi <4 x float> [ %167, %body81 ], [ %180, %body83 ]
  %170 = phi i32 [ 0, %body81 ], [ %181, %body83 ]
  %171 = zext i32 %170 to i64
  %172 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %171
  %173 = load float, ptr addrspace(3) %172, align 4
  %174 = insertelement <4 x i32> poison, i32 %168, i32 0
  %175 = shufflevector <4 x i32> %174, <4 x i32> poison, <4 x i32> zeroinitializer
  %176 = add <4 x i32> %175, <i32 0, i32 1, i32 2, i32 3>
  %177 = uitofp <4 x i32> %176 to <4 x float>
  %178 = insertelement <4 x float> poison, float %173, i32 0
  %179 = shufflevector <4 x float> %178, <4 x float> poison, <4 x i32> zeroinitializer
  %180 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %179, <4 x float> %177, <4 x float> %169)
  %181 = add i32 %170, 1
  %182 = icmp ult i32 %181, %33
  br i1 %182, label %body83, label %body84

body83:                                           ; preds = %body82
  br label %body82

body84:                                           ; preds = %body82
  br label %body85

body85:                                           ; preds = %body84
  br label %body86

body86:                                           ; preds = %body85
  %183 = getelementptr float, ptr %35, i64 %item79
  call void @llvm.masked.store.v4f32.p0(<4 x float> %180, ptr align 4 %183, <4 x i1> %lanes77)
  br label %body87

body87:                                           ; preds = %body86
  br label %items.next78

items.next78:                                     ; preds = %body87
  %184 = add nuw i64 %x76, %158
  %185 = icmp ult i64 %184, %4
  br i1 %185, label %x75, label %after88

after88:                                          ; preds = %items.next78
  br label %row.done74

row.done74:                                       ; preds = %after88, %rest59
  %186 = add nuw i64 %y39, 1
  %187 = icmp ult i64 %186, %6
  br i1 %187, label %y38, label %after89

after89:                                          ; preds = %row.done74
  %188 = add nuw i64 %z37, 1
  %189 = icmp ult i64 %188, %8
  br i1 %189, label %z36, label %after90

after90:                                          ; preds = %after89
  br label %region4

region4:                                          ; preds = %after90
  %190 = load i32, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %z91

z91:                                              ; preds = %after132, %region4
  %z92 = phi i64 [ 0, %region4 ], [ %255, %after132 ]
  br label %y93

y93:                                              ; preds = %row.done115, %z91
  %y94 = phi i64 [ 0, %z91 ], [ %253, %row.done115 ]
  %191 = mul i64 %z92, %6
  %192 = add i64 %191, %y94
  %row95 = mul i64 %192, %4
  %full96 = and i64 %4, -4
  %193 = select i1 %small, i64 %full96, i64 0
  %194 = icmp ult i64 0, %193
  br i1 %194, label %vectors97, label %rest98

vectors97:                                        ; preds = %y93
  br label %x99

x99:                                              ; preds = %items.next101, %vectors97
  %x100 = phi i64 [ 0, %vectors97 ], [ %218, %items.next101 ]
  %item102 = add i64 %row95, %x100
  br label %body103

body103:                                          ; preds = %x99
  %195 = getelementptr float, ptr %35, i64 %item102
  %196 = load <4 x float>, ptr %195, align 4
  %197 = trunc i64 %x100 to i32
  br label %body104

body104:                                          ; preds = %body103
  %198 = add i32 %190, 1
  %199 = icmp ult i32 %198, %33
  br i1 %199, label %body105, label %body110

body105:                                          ; preds = %body104
  br label %body106

body106:                                          ; preds = %body105
  %200 = shl i32 %198, 6
  %201 = add i32 %200, %197
  %202 = insertelement <4 x i32> poison, i32 %201, i32 0
  %203 = shufflevector <4 x i32> %202, <4 x i32> poison, <4 x i32> zeroinitializer
  %204 = add <4 x i32> %203, <i32 0, i32 1, i32 2, i32 3>
  %205 = zext <4 x i32> %204 to <4 x i64>
  %206 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %205
  %207 = icmp ule i32 %201, -4
  %208 = freeze i1 %207
  %209 = zext i32 %201 to i64
  %210 = getelementptr float, ptr addrspace(1) %21, i64 %209
  br i1 %208, label %body107, label %body108

body107:                                          ; preds = %body106
  %211 = load <4 x float>, ptr addrspace(1) %210, align 4
  br label %body109

body108:                                          ; preds = %body106
  %212 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %206, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body109

body109:                                          ; preds = %body108, %body107
  %213 = phi <4 x float> [ %211, %body107 ], [ %212, %body108 ]
  %214 = and i64 %x100, 4294967295
  %215 = getelementptr float, ptr addrspace(3) %29, i64 %214
  store <4 x float> %213, ptr addrspace(3) %215, align 4
  store i32 %198, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  br label %body112

body110:                                          ; preds = %body104
  br label %body111

body111:                                          ; preds = %body110
  %216 = and i64 %x100, 4294967295
  %217 = getelementptr float, ptr addrspace(1) %17, i64 %216
  store <4 x float> %196, ptr addrspace(1) %217, align 4
  br label %body112

body112:                                          ; preds = %body111, %body109
  br label %items.next101

items.next101:                                    ; preds = %body112
  %218 = add nuw i64 %x100, 4
  %219 = icmp ult i64 %218, %193
  br i1 %219, label %x99, label %after113

after113:                                         ; preds = %items.next101
  br label %rest98

rest98:                                           ; preds = %after113, %y93
  %220 = select i1 %small, i64 4, i64 1
  %221 = icmp ult i64 %193, %4
  br i1 %221, label %partial114, label %row.done115

partial114:                                       ; preds = %rest98
  br label %x116

x116:                                             ; preds = %items.next119, %partial114
  %x117 = phi i64 [ %193, %partial114 ], [ %251, %items.next119 ]
  %222 = sub i64 %4, %x117
  %223 = icmp ult i64 %222, %220
  %224 = select i1 %223, i64 %222, i64 %220
  %225 = trunc i64 %224 to i32
  %226 = insertelement <4 x i32> poison, i32 %225, i32 0
  %227 = shufflevector <4 x i32> %226, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes118 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %227
  %item120 = add i64 %row95, %x117
  br label %body121

body121:                                          ; preds = %x116
  %228 = getelementptr float, ptr %35, i64 %item120
  %229 = call <4 x float> @llvm.masked.load.v4f32.p0(ptr align 4 %228, <4 x i1> %lanes118, <4 x float> poison)
  %230 = trunc i64 %x117 to i32
  br label %body122

body122:                                          ; preds = %body121
  %231 = add i32 %190, 1
  %232 = icmp ult i32 %231, %33
  br i1 %232, label %body123, label %body128

body123:                                          ; preds = %body122
  br label %body124

body124:                                          ; preds = %body123
  %233 = shl i32 %231, 6
  %234 = add i32 %233, %230
  %235 = insertelement <4 x i32> poison, i32 %234, i32 0
  %236 = shufflevector <4 x i32> %235, <4 x i32> poison, <4 x i32> zeroinitializer
  %237 = add <4 x i32> %236, <i32 0, i32 1, i32 2, i32 3>
  %238 = zext <4 x i32> %237 to <4 x i64>
  %239 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %238
  %240 = icmp ule i32 %234, -4
  %241 = freeze i1 %240
  %242 = zext i32 %234 to i64
  %243 = getelementptr float, ptr addrspace(1) %21, i64 %242
  br i1 %241, label %body125, label %body126

body125:                                          ; preds = %body124
  %244 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %243, <4 x i1> %lanes118, <4 x float> poison)
  br label %body127

body126:                                          ; preds = %body124
  %245 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %239, <4 x i1> %lanes118, <4 x float> poison)
  br label %body127

body127:                                          ; preds = %body126, %body125
  %246 = phi <4 x float> [ %244, %body125 ], [ %245, %body126 ]
  %247 = and i64 %x117, 4294967295
  %248 = getelementptr float, ptr addrspace(3) %29, i64 %247
  call void @llvm.masked.store.v4f32.p3(<4 x float> %246, ptr addrspace(3) align 4 %248, <4 x i1> %lanes118)
  store i32 %231, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  br label %body130

body128:                                          ; preds = %body122
  br label %body129

body129:                                          ; preds = %body128
  %249 = and i64 %x117, 4294967295
  %250 = getelementptr float, ptr addrspace(1) %17, i64 %249
  call void @llvm.masked.store.v4f32.p1(<4 x float> %229, ptr addrspace(1) align 4 %250, <4 x i1> %lanes118)
  br label %body130

body130:                                          ; preds = %body129, %body127
  br label %items.next119

items.next119:                                    ; preds = %body130
  %251 = add nuw i64 %x117, %220
  %252 = icmp ult i64 %251, %4
  br i1 %252, label %x116, label %after131

after131:                                         ; preds = %items.next119
  br label %row.done115

row.done115:                                      ; preds = %after131, %rest98
  %253 = add nuw i64 %y94, 1
  %254 = icmp ult i64 %253, %6
  br i1 %254, label %y93, label %after132

after132:                                         ; preds = %row.done115
  %255 = add nuw i64 %z92, 1
  %256 = icmp ult i64 %255, %8
  br i1 %256, label %z91, label %after133

after133:                                         ; preds = %after132
  %257 = load i32, ptr %exit, align 4
  switch i32 %257, label %group.next [
    i32 1, label %region3
  ]

group.next:                                       ; preds = %after133, %after35
  %258 = add nuw i64 %group2, 1
  %259 = icmp ult i64 %258, %1
  br i1 %259, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p3(<4 x float>, ptr addrspace(3) captures(none), <4 x i1>)

declare void @llvm.masked.store.v4f32.p0(<4 x float>, ptr captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p0(ptr captures(none), <4 x i1>, <4 x float>)

