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
  %37 = udiv i64 64, %36
  %38 = icmp ult i64 %37, 1
  %39 = select i1 %38, i64 1, i64 %37
  %40 = select i1 %34, i64 %1, i64 %39
  %41 = and i64 %4, 31
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i64 63, %4
  %44 = select i1 %34, i1 %43, i1 %42
  %45 = and i1 %42, %44
  %merged = select i1 %45, i64 1, i64 %40
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %343, %group.next ]
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
  %row2 = phi i64 [ 0, %region ], [ %341, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -32
  %53 = icmp ult i64 0, %full
  br i1 %53, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %138, %items.next ]
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
  %63 = zext i32 %20 to i64
  %64 = insertelement <32 x i64> poison, i64 %62, i32 0
  %65 = shufflevector <32 x i64> %64, <32 x i64> poison, <32 x i32> zeroinitializer
  %66 = add <32 x i64> %65, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %67 = insertelement <32 x i64> poison, i64 %63, i32 0
  %68 = shufflevector <32 x i64> %67, <32 x i64> poison, <32 x i32> zeroinitializer
  %69 = icmp ult <32 x i64> %66, %68
  %70 = add i64 %62, 31
  %71 = icmp ult i64 %70, %63
  br i1 %71, label %body7, label %body13

body7:                                            ; preds = %body6
  br label %body8

body8:                                            ; preds = %body9, %body7
  %72 = phi <32 x float> [ zeroinitializer, %body7 ], [ %77, %body9 ]
  %73 = phi i64 [ %62, %body7 ], [ %78, %body9 ]
  %74 = phi <32 x i1> [ splat (i1 true), %body7 ], [ %74, %body9 ]
  %75 = getelementptr float, ptr addrspace(1) %12, i64 %73
  %76 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %75, <32 x i1> %74, <32 x float> poison)
  %77 = fadd <32 x float> %72, %76
  %78 = add i64 %73, %26
  %79 = add i64 %78, 31
  %80 = icmp ult i64 %79, %63
  %81 = icmp ule i64 %78, %79
  %82 = and i1 %80, %81
  %83 = mul i64 %26, 4
  %84 = mul i64 %83, 16
  %85 = getelementptr i8, ptr addrspace(1) %75, i64 %84
  %86 = getelementptr i8, ptr addrspace(1) %85, i64 0
  call void @llvm.prefetch.p1(ptr addrspace(1) %86, i32 0, i32 3, i32 1)
  %87 = getelementptr i8, ptr addrspace(1) %85, i64 64
  call void @llvm.prefetch.p1(ptr addrspace(1) %87, i32 0, i32 3, i32 1)
  br i1 %82, label %body9, label %body10

body9:                                            ; preds = %body8
  br label %body8

body10:                                           ; preds = %body8
  br label %body11

body11:                                           ; preds = %body10
  %88 = insertelement <32 x i64> poison, i64 %78, i32 0
  %89 = shufflevector <32 x i64> %88, <32 x i64> poison, <32 x i32> zeroinitializer
  %90 = add <32 x i64> %89, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %91 = insertelement <32 x i64> poison, i64 %63, i32 0
  %92 = shufflevector <32 x i64> %91, <32 x i64> poison, <32 x i32> zeroinitializer
  %93 = icmp ult <32 x i64> %90, %92
  %94 = select <32 x i1> %74, <32 x i1> %93, <32 x i1> zeroinitializer
  %95 = xor <32 x i1> %93, splat (i1 true)
  %96 = select <32 x i1> %74, <32 x i1> %95, <32 x i1> zeroinitializer
  %97 = bitcast <32 x i1> %94 to i32
  %98 = icmp ne i32 %97, 0
  br i1 %98, label %body15, label %body12

body12:                                           ; preds = %body11
  br label %body18

body13:                                           ; preds = %body6
  br label %body14

body14:                                           ; preds = %body13
  %99 = bitcast <32 x i1> %69 to i32
  %100 = icmp ne i32 %99, 0
  br i1 %100, label %body15, label %body19

body15:                                           ; preds = %body15, %body14, %body11
  %101 = phi <32 x float> [ poison, %body11 ], [ zeroinitializer, %body14 ], [ %101, %body15 ]
  %102 = phi <32 x float> [ %77, %body11 ], [ poison, %body14 ], [ %102, %body15 ]
  %103 = phi <32 x i1> [ %96, %body11 ], [ zeroinitializer, %body14 ], [ %103, %body15 ]
  %104 = phi <32 x float> [ poison, %body11 ], [ poison, %body14 ], [ %123, %body15 ]
  %105 = phi <32 x i1> [ zeroinitializer, %body11 ], [ zeroinitializer, %body14 ], [ %122, %body15 ]
  %106 = phi <32 x float> [ %77, %body11 ], [ zeroinitializer, %body14 ], [ %111, %body15 ]
  %107 = phi i64 [ %78, %body11 ], [ %62, %body14 ], [ %112, %body15 ]
  %108 = phi <32 x i1> [ %94, %body11 ], [ %69, %body14 ], [ %119, %body15 ]
  %109 = getelementptr float, ptr addrspace(1) %12, i64 %107
  %110 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %109, <32 x i1> %108, <32 x float> poison)
  %111 = fadd <32 x float> %106, %110
  %112 = add i64 %107, %26
  %113 = insertelement <32 x i64> poison, i64 %112, i32 0
  %114 = shufflevector <32 x i64> %113, <32 x i64> poison, <32 x i32> zeroinitializer
  %115 = add <32 x i64> %114, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %116 = insertelement <32 x i64> poison, i64 %63, i32 0
  %117 = shufflevector <32 x i64> %116, <32 x i64> poison, <32 x i32> zeroinitializer
  %118 = icmp ult <32 x i64> %115, %117
  %119 = select <32 x i1> %108, <32 x i1> %118, <32 x i1> zeroinitializer
  %120 = xor <32 x i1> %118, splat (i1 true)
  %121 = select <32 x i1> %108, <32 x i1> %120, <32 x i1> zeroinitializer
  %122 = or <32 x i1> %105, %121
  %123 = select <32 x i1> %121, <32 x float> %111, <32 x float> %104
  %124 = bitcast <32 x i1> %119 to i32
  %125 = icmp ne i32 %124, 0
  br i1 %125, label %body15, label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %126 = or <32 x i1> %103, %122
  %127 = select <32 x i1> %122, <32 x float> %123, <32 x float> %102
  br label %body18

body18:                                           ; preds = %body17, %body12
  %128 = phi <32 x float> [ poison, %body12 ], [ %101, %body17 ]
  %129 = phi <32 x float> [ %77, %body12 ], [ %127, %body17 ]
  %130 = phi <32 x i1> [ %96, %body12 ], [ %126, %body17 ]
  %131 = select <32 x i1> %130, <32 x float> %129, <32 x float> %128
  br label %body20

body19:                                           ; preds = %body14
  br label %body20

body20:                                           ; preds = %body19, %body18
  %132 = phi <32 x float> [ %131, %body18 ], [ zeroinitializer, %body19 ]
  %133 = getelementptr float, ptr addrspace(1) %16, i64 %62
  %134 = select i1 %59, i64 63, i64 -1
  %135 = ptrtoint ptr addrspace(1) %133 to i64
  %136 = and i64 %135, %134
  %137 = icmp eq i64 %136, 0
  br i1 %137, label %body21, label %body22

body21:                                           ; preds = %body20
  store <32 x float> %132, ptr addrspace(1) %133, align 64
  br label %body23

body22:                                           ; preds = %body20
  store <32 x float> %132, ptr addrspace(1) %133, align 4
  br label %body23

body23:                                           ; preds = %body22, %body21
  br label %body24

body24:                                           ; preds = %body23
  br label %items.next

items.next:                                       ; preds = %body24
  %138 = add nuw i64 %x4, 32
  %139 = icmp ult i64 %138, %full
  br i1 %139, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %full25 = and i64 %items, -8
  %140 = icmp ult i64 %full, %full25
  br i1 %140, label %vectors26, label %rest27

vectors26:                                        ; preds = %rest
  br label %x28

x28:                                              ; preds = %items.next30, %vectors26
  %x29 = phi i64 [ %full, %vectors26 ], [ %220, %items.next30 ]
  %item31 = add i64 %row3, %x29
  br label %body32

body32:                                           ; preds = %x28
  %141 = mul i64 4, %26
  %142 = mul i64 %141, %28
  %143 = mul i64 %142, %30
  %144 = lshr i64 %143, 10
  %145 = zext i32 %32 to i64
  %146 = icmp ugt i64 %144, %145
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33
  %147 = mul i64 %24, %group.id
  %148 = add i64 %22, %147
  %149 = add i64 %148, %x29
  %150 = zext i32 %20 to i64
  %151 = insertelement <8 x i64> poison, i64 %149, i32 0
  %152 = shufflevector <8 x i64> %151, <8 x i64> poison, <8 x i32> zeroinitializer
  %153 = add <8 x i64> %152, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %154 = insertelement <8 x i64> poison, i64 %150, i32 0
  %155 = shufflevector <8 x i64> %154, <8 x i64> poison, <8 x i32> zeroinitializer
  %156 = icmp ult <8 x i64> %153, %155
  %157 = add i64 %149, 7
  %158 = icmp ult i64 %157, %150
  br i1 %158, label %body35, label %body41

body35:                                           ; preds = %body34
  br label %body36

body36:                                           ; preds = %body37, %body35
  %159 = phi <8 x float> [ zeroinitializer, %body35 ], [ %164, %body37 ]
  %160 = phi i64 [ %149, %body35 ], [ %165, %body37 ]
  %161 = phi <8 x i1> [ splat (i1 true), %body35 ], [ %161, %body37 ]
  %162 = getelementptr float, ptr addrspace(1) %12, i64 %160
  %163 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %162, <8 x i1> %161, <8 x float> poison)
  %164 = fadd <8 x float> %159, %163
  %165 = add i64 %160, %26
  %166 = add i64 %165, 7
  %167 = icmp ult i64 %166, %150
  %168 = icmp ule i64 %165, %166
  %169 = and i1 %167, %168
  br i1 %169, label %body37, label %body38

body37:                                           ; preds = %body36
  br label %body36

body38:                                           ; preds = %body36
  br label %body39

body39:                                           ; preds = %body38
  %170 = insertelement <8 x i64> poison, i64 %165, i32 0
  %171 = shufflevector <8 x i64> %170, <8 x i64> poison, <8 x i32> zeroinitializer
  %172 = add <8 x i64> %171, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %173 = insertelement <8 x i64> poison, i64 %150, i32 0
  %174 = shufflevector <8 x i64> %173, <8 x i64> poison, <8 x i32> zeroinitializer
  %175 = icmp ult <8 x i64> %172, %174
  %176 = select <8 x i1> %161, <8 x i1> %175, <8 x i1> zeroinitializer
  %177 = xor <8 x i1> %175, splat (i1 true)
  %178 = select <8 x i1> %161, <8 x i1> %177, <8 x i1> zeroinitializer
  %179 = bitcast <8 x i1> %176 to i8
  %180 = icmp ne i8 %179, 0
  br i1 %180, label %body43, label %body40

body40:                                           ; preds = %body39
  br label %body46

body41:                                           ; preds = %body34
  br label %body42

body42:                                           ; preds = %body41
  %181 = bitcast <8 x i1> %156 to i8
  %182 = icmp ne i8 %181, 0
  br i1 %182, label %body43, label %body47

body43:                                           ; preds = %body43, %body42, %body39
  %183 = phi <8 x float> [ poison, %body39 ], [ zeroinitializer, %body42 ], [ %183, %body43 ]
  %184 = phi <8 x float> [ %164, %body39 ], [ poison, %body42 ], [ %184, %body43 ]
  %185 = phi <8 x i1> [ %178, %body39 ], [ zeroinitializer, %body42 ], [ %185, %body43 ]
  %186 = phi <8 x float> [ poison, %body39 ], [ poison, %body42 ], [ %205, %body43 ]
  %187 = phi <8 x i1> [ zeroinitializer, %body39 ], [ zeroinitializer, %body42 ], [ %204, %body43 ]
  %188 = phi <8 x float> [ %164, %body39 ], [ zeroinitializer, %body42 ], [ %193, %body43 ]
  %189 = phi i64 [ %165, %body39 ], [ %149, %body42 ], [ %194, %body43 ]
  %190 = phi <8 x i1> [ %176, %body39 ], [ %156, %body42 ], [ %201, %body43 ]
  %191 = getelementptr float, ptr addrspace(1) %12, i64 %189
  %192 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %191, <8 x i1> %190, <8 x float> poison)
  %193 = fadd <8 x float> %188, %192
  %194 = add i64 %189, %26
  %195 = insertelement <8 x i64> poison, i64 %194, i32 0
  %196 = shufflevector <8 x i64> %195, <8 x i64> poison, <8 x i32> zeroinitializer
  %197 = add <8 x i64> %196, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %198 = insertelement <8 x i64> poison, i64 %150, i32 0
  %199 = shufflevector <8 x i64> %198, <8 x i64> poison, <8 x i32> zeroinitializer
  %200 = icmp ult <8 x i64> %197, %199
  %201 = select <8 x i1> %190, <8 x i1> %200, <8 x i1> zeroinitializer
  %202 = xor <8 x i1> %200, splat (i1 true)
  %203 = select <8 x i1> %190, <8 x i1> %202, <8 x i1> zeroinitializer
  %204 = or <8 x i1> %187, %203
  %205 = select <8 x i1> %203, <8 x float> %193, <8 x float> %186
  %206 = bitcast <8 x i1> %201 to i8
  %207 = icmp ne i8 %206, 0
  br i1 %207, label %body43, label %body44

body44:                                           ; preds = %body43
  br label %body45

body45:                                           ; preds = %body44
  %208 = or <8 x i1> %185, %204
  %209 = select <8 x i1> %204, <8 x float> %205, <8 x float> %184
  br label %body46

body46:                                           ; preds = %body45, %body40
  %210 = phi <8 x float> [ poison, %body40 ], [ %183, %body45 ]
  %211 = phi <8 x float> [ %164, %body40 ], [ %209, %body45 ]
  %212 = phi <8 x i1> [ %178, %body40 ], [ %208, %body45 ]
  %213 = select <8 x i1> %212, <8 x float> %211, <8 x float> %210
  br label %body48

body47:                                           ; preds = %body42
  br label %body48

body48:                                           ; preds = %body47, %body46
  %214 = phi <8 x float> [ %213, %body46 ], [ zeroinitializer, %body47 ]
  %215 = getelementptr float, ptr addrspace(1) %16, i64 %149
  %216 = select i1 %146, i64 31, i64 -1
  %217 = ptrtoint ptr addrspace(1) %215 to i64
  %218 = and i64 %217, %216
  %219 = icmp eq i64 %218, 0
  br i1 %219, label %body49, label %body50

body49:                                           ; preds = %body48
  store <8 x float> %214, ptr addrspace(1) %215, align 32
  br label %body51

body50:                                           ; preds = %body48
  store <8 x float> %214, ptr addrspace(1) %215, align 4
  br label %body51

body51:                                           ; preds = %body50, %body49
  br label %body52

body52:                                           ; preds = %body51
  br label %items.next30

items.next30:                                     ; preds = %body52
  %220 = add nuw i64 %x29, 8
  %221 = icmp ult i64 %220, %full25
  br i1 %221, label %x28, label %after53

after53:                                          ; preds = %items.next30
  br label %rest27

rest27:                                           ; preds = %after53, %rest
  %full54 = and i64 %items, -4
  %222 = icmp ult i64 %full25, %full54
  br i1 %222, label %vectors55, label %rest56

vectors55:                                        ; preds = %rest27
  br label %x57

x57:                                              ; preds = %items.next59, %vectors55
  %x58 = phi i64 [ %full25, %vectors55 ], [ %292, %items.next59 ]
  %item60 = add i64 %row3, %x58
  br label %body61

body61:                                           ; preds = %x57
  br label %body62

body62:                                           ; preds = %body61
  br label %body63

body63:                                           ; preds = %body62
  %223 = mul i64 %24, %group.id
  %224 = add i64 %22, %223
  %225 = add i64 %224, %x58
  %226 = zext i32 %20 to i64
  %227 = insertelement <4 x i64> poison, i64 %225, i32 0
  %228 = shufflevector <4 x i64> %227, <4 x i64> poison, <4 x i32> zeroinitializer
  %229 = add <4 x i64> %228, <i64 0, i64 1, i64 2, i64 3>
  %230 = insertelement <4 x i64> poison, i64 %226, i32 0
  %231 = shufflevector <4 x i64> %230, <4 x i64> poison, <4 x i32> zeroinitializer
  %232 = icmp ult <4 x i64> %229, %231
  %233 = add i64 %225, 3
  %234 = icmp ult i64 %233, %226
  br i1 %234, label %body64, label %body70

body64:                                           ; preds = %body63
  br label %body65

body65:                                           ; preds = %body66, %body64
  %235 = phi <4 x float> [ zeroinitializer, %body64 ], [ %240, %body66 ]
  %236 = phi i64 [ %225, %body64 ], [ %241, %body66 ]
  %237 = phi <4 x i1> [ splat (i1 true), %body64 ], [ %237, %body66 ]
  %238 = getelementptr float, ptr addrspace(1) %12, i64 %236
  %239 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %238, <4 x i1> %237, <4 x float> poison)
  %240 = fadd <4 x float> %235, %239
  %241 = add i64 %236, %26
  %242 = add i64 %241, 3
  %243 = icmp ult i64 %242, %226
  %244 = icmp ule i64 %241, %242
  %245 = and i1 %243, %244
  br i1 %245, label %body66, label %body67

body66:                                           ; preds = %body65
  br label %body65

body67:                                           ; preds = %body65
  br label %body68

body68:                                           ; preds = %body67
  %246 = insertelement <4 x i64> poison, i64 %241, i32 0
  %247 = shufflevector <4 x i64> %246, <4 x i64> poison, <4 x i32> zeroinitializer
  %248 = add <4 x i64> %247, <i64 0, i64 1, i64 2, i64 3>
  %249 = insertelement <4 x i64> poison, i64 %226, i32 0
  %250 = shufflevector <4 x i64> %249, <4 x i64> poison, <4 x i32> zeroinitializer
  %251 = icmp ult <4 x i64> %248, %250
  %252 = select <4 x i1> %237, <4 x i1> %251, <4 x i1> zeroinitializer
  %253 = xor <4 x i1> %251, splat (i1 true)
  %254 = select <4 x i1> %237, <4 x i1> %253, <4 x i1> zeroinitializer
  %255 = bitcast <4 x i1> %252 to i4
  %256 = icmp ne i4 %255, 0
  br i1 %256, label %body72, label %body69

body69:                                           ; preds = %body68
  br label %body75

body70:                                           ; preds = %body63
  br label %body71

body71:                                           ; preds = %body70
  %257 = bitcast <4 x i1> %232 to i4
  %258 = icmp ne i4 %257, 0
  br i1 %258, label %body72, label %body76

body72:                                           ; preds = %body72, %body71, %body68
  %259 = phi <4 x float> [ poison, %body68 ], [ zeroinitializer, %body71 ], [ %259, %body72 ]
  %260 = phi <4 x float> [ %240, %body68 ], [ poison, %body71 ], [ %260, %body72 ]
  %261 = phi <4 x i1> [ %254, %body68 ], [ zeroinitializer, %body71 ], [ %261, %body72 ]
  %262 = phi <4 x float> [ poison, %body68 ], [ poison, %body71 ], [ %281, %body72 ]
  %263 = phi <4 x i1> [ zeroinitializer, %body68 ], [ zeroinitializer, %body71 ], [ %280, %body72 ]
  %264 = phi <4 x float> [ %240, %body68 ], [ zeroinitializer, %body71 ], [ %269, %body72 ]
  %265 = phi i64 [ %241, %body68 ], [ %225, %body71 ], [ %270, %body72 ]
  %266 = phi <4 x i1> [ %252, %body68 ], [ %232, %body71 ], [ %277, %body72 ]
  %267 = getelementptr float, ptr addrspace(1) %12, i64 %265
  %268 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %267, <4 x i1> %266, <4 x float> poison)
  %269 = fadd <4 x float> %264, %268
  %270 = add i64 %265, %26
  %271 = insertelement <4 x i64> poison, i64 %270, i32 0
  %272 = shufflevector <4 x i64> %271, <4 x i64> poison, <4 x i32> zeroinitializer
  %273 = add <4 x i64> %272, <i64 0, i64 1, i64 2, i64 3>
  %274 = insertelement <4 x i64> poison, i64 %226, i32 0
  %275 = shufflevector <4 x i64> %274, <4 x i64> poison, <4 x i32> zeroinitializer
  %276 = icmp ult <4 x i64> %273, %275
  %277 = select <4 x i1> %266, <4 x i1> %276, <4 x i1> zeroinitializer
  %278 = xor <4 x i1> %276, splat (i1 true)
  %279 = select <4 x i1> %266, <4 x i1> %278, <4 x i1> zeroinitializer
  %280 = or <4 x i1> %263, %279
  %281 = select <4 x i1> %279, <4 x float> %269, <4 x float> %262
  %282 = bitcast <4 x i1> %277 to i4
  %283 = icmp ne i4 %282, 0
  br i1 %283, label %body72, label %body73

body73:                                           ; preds = %body72
  br label %body74

body74:                                           ; preds = %body73
  %284 = or <4 x i1> %261, %280
  %285 = select <4 x i1> %280, <4 x float> %281, <4 x float> %260
  br label %body75

body75:                                           ; preds = %body74, %body69
  %286 = phi <4 x float> [ poison, %body69 ], [ %259, %body74 ]
  %287 = phi <4 x float> [ %240, %body69 ], [ %285, %body74 ]
  %288 = phi <4 x i1> [ %254, %body69 ], [ %284, %body74 ]
  %289 = select <4 x i1> %288, <4 x float> %287, <4 x float> %286
  br label %body77

body76:                                           ; preds = %body71
  br label %body77

body77:                                           ; preds = %body76, %body75
  %290 = phi <4 x float> [ %289, %body75 ], [ zeroinitializer, %body76 ]
  %291 = getelementptr float, ptr addrspace(1) %16, i64 %225
  store <4 x float> %290, ptr addrspace(1) %291, align 4
  br label %body78

body78:                                           ; preds = %body77
  br label %items.next59

items.next59:                                     ; preds = %body78
  %292 = add nuw i64 %x58, 4
  %293 = icmp ult i64 %292, %full54
  br i1 %293, label %x57, label %after79

after79:                                          ; preds = %items.next59
  br label %rest56

rest56:                                           ; preds = %after79, %rest27
  %294 = icmp ult i64 %full54, %items
  br i1 %294, label %partial, label %row.done

partial:                                          ; preds = %rest56
  br label %x80

x80:                                              ; preds = %items.next82, %partial
  %x81 = phi i64 [ %full54, %partial ], [ %339, %items.next82 ]
  %295 = sub i64 %items, %x81
  %296 = icmp ult i64 %295, 4
  %297 = select i1 %296, i64 %295, i64 4
  %298 = trunc i64 %297 to i32
  %299 = insertelement <4 x i32> poison, i32 %298, i32 0
  %300 = shufflevector <4 x i32> %299, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %300
  %item83 = add i64 %row3, %x81
  br label %body84

body84:                                           ; preds = %x80
  br label %body85

body85:                                           ; preds = %body84
  br label %body86

body86:                                           ; preds = %body85
  %301 = mul i64 %24, %group.id
  %302 = add i64 %22, %301
  %303 = add i64 %302, %x81
  %304 = zext i32 %20 to i64
  %305 = insertelement <4 x i64> poison, i64 %303, i32 0
  %306 = shufflevector <4 x i64> %305, <4 x i64> poison, <4 x i32> zeroinitializer
  %307 = add <4 x i64> %306, <i64 0, i64 1, i64 2, i64 3>
  %308 = insertelement <4 x i64> poison, i64 %304, i32 0
  %309 = shufflevector <4 x i64> %308, <4 x i64> poison, <4 x i32> zeroinitializer
  %310 = icmp ult <4 x i64> %307, %309
  %311 = select <4 x i1> %lanes, <4 x i1> %310, <4 x i1> zeroinitializer
  %312 = bitcast <4 x i1> %311 to i4
  %313 = icmp ne i4 %312, 0
  br i1 %313, label %body87, label %body90

body87:                                           ; preds = %body87, %body86
  %314 = phi <4 x float> [ poison, %body86 ], [ %333, %body87 ]
  %315 = phi <4 x i1> [ zeroinitializer, %body86 ], [ %332, %body87 ]
  %316 = phi <4 x float> [ zeroinitializer, %body86 ], [ %321, %body87 ]
  %317 = phi i64 [ %303, %body86 ], [ %322, %body87 ]
  %318 = phi <4 x i1> [ %311, %body86 ], [ %329, %body87 ]
  %319 = getelementptr float, ptr addrspace(1) %12, i64 %317
  %320 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %319, <4 x i1> %318, <4 x float> poison)
  %321 = fadd <4 x float> %316, %320
  %322 = add i64 %317, %26
  %323 = insertelement <4 x i64> poison, i64 %322, i32 0
  %324 = shufflevector <4 x i64> %323, <4 x i64> poison, <4 x i32> zeroinitializer
  %325 = add <4 x i64> %324, <i64 0, i64 1, i64 2, i64 3>
  %326 = insertelement <4 x i64> poison, i64 %304, i32 0
  %327 = shufflevector <4 x i64> %326, <4 x i64> poison, <4 x i32> zeroinitializer
  %328 = icmp ult <4 x i64> %325, %327
  %329 = select <4 x i1> %318, <4 x i1> %328, <4 x i1> zeroinitializer
  %330 = xor <4 x i1> %328, splat (i1 true)
  %331 = select <4 x i1> %318, <4 x i1> %330, <4 x i1> zeroinitializer
  %332 = or <4 x i1> %315, %331
  %333 = select <4 x i1> %331, <4 x float> %321, <4 x float> %314
  %334 = bitcast <4 x i1> %329 to i4
  %335 = icmp ne i4 %334, 0
  br i1 %335, label %body87, label %body88

body88:                                           ; preds = %body87
  br label %body89

body89:                                           ; preds = %body88
  %336 = select <4 x i1> %332, <4 x float> %333, <4 x float> zeroinitializer
  br label %body91

body90:                                           ; preds = %body86
  br label %body91

body91:                                           ; preds = %body90, %body89
  %337 = phi <4 x float> [ %336, %body89 ], [ zeroinitializer, %body90 ]
  %338 = getelementptr float, ptr addrspace(1) %16, i64 %303
  call void @llvm.masked.store.v4f32.p1(<4 x float> %337, ptr addrspace(1) align 4 %338, <4 x i1> %lanes)
  br label %body92

body92:                                           ; preds = %body91
  br label %items.next82

items.next82:                                     ; preds = %body92
  %339 = add nuw i64 %x81, 4
  %340 = icmp ult i64 %339, %items
  br i1 %340, label %x80, label %after93

after93:                                          ; preds = %items.next82
  br label %row.done

row.done:                                         ; preds = %after93, %rest56
  %341 = add nuw i64 %row2, 1
  %342 = icmp ult i64 %341, %52
  br i1 %342, label %row, label %after94

after94:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after94
  %343 = add nuw i64 %group1, %merged
  %344 = icmp ult i64 %343, %1
  br i1 %344, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare void @llvm.prefetch.p1(ptr addrspace(1) readonly captures(none), i32 immarg, i32 immarg, i32 immarg)

declare <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

