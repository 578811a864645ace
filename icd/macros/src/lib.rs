//! The attribute that turns a `Result`-returning function into an OpenCL entry point.
//!
//! ```ignore
//! #[entry(clRetainContext)]
//! fn retain_context(context: Ref<Context>) -> ClResult<()> { … }
//!
//! #[entry(clCreateUserEvent, errcode)]
//! fn create_user_event(context: Ref<Context>) -> ClResult<Ref<Event>> { … }
//!
//! #[entry(clGetContextInfo)]
//! fn get_context_info(context: Ref<Context>, name: cl_context_info, info: InfoWriter) -> ClResult<Answered> { … }
//! ```
//!
//! Next to the function it emits `extern "C" fn clX` with the C signature (checked against the header's type), which turns
//! the raw arguments into the function's argument types, calls it inside the boundary of `crate::entry` (panics,
//! logging of refusals) and hands the result over in the call's own way:
//!
//! | flavour | C function returns |
//! |---|---|
//! | (none) | the error code |
//! | `errcode` | a handle or pointer; the code goes through a trailing `errcode_ret` |
//! | `pointer` | a pointer, NULL on error |
//! | `nothing` | nothing |
//!
//! `shortcut = f` names a function of the same parameters, or of a `Handle` for a `Borrowed`, that returns whether it has done what the
//! call is to do: quickly, without a panic, and only if nothing is refused. If not, the call goes its usual way. Handles are not known to
//! shortcuts while calls are logged.
//!
//! An `InfoWriter` parameter stands for the C parameters `param_value_size`, `param_value` and `param_value_size_ret`; a
//! `WaitList` for `num_events_in_wait_list` and `event_wait_list`; a `SyncPoints` for `num_sync_points_in_wait_list` and
//! `sync_point_wait_list`.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{FnArg, Ident, ItemFn, Token, Type, parse_macro_input};

/// How the C function hands its result over.
enum Flavour {
    Status,
    Errcode,
    Pointer,
    Nothing,
}

struct EntryAttribute {
    name: Ident,
    flavour: Flavour,
    shortcut: Option<Ident>,
}

impl Parse for EntryAttribute {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        if input.is_empty() {
            return Ok(Self {
                name,
                flavour: Flavour::Status,
                shortcut: None,
            });
        }
        input.parse::<Token![,]>()?;
        let word: Ident = input.parse()?;
        if word == "shortcut" {
            input.parse::<Token![=]>()?;
            return Ok(Self {
                name,
                flavour: Flavour::Status,
                shortcut: Some(input.parse()?),
            });
        }
        let flavour = match word.to_string().as_str() {
            "errcode" => Flavour::Errcode,
            "pointer" => Flavour::Pointer,
            "nothing" => Flavour::Nothing,
            _ => {
                return Err(syn::Error::new(
                    word.span(),
                    "expected errcode, pointer, nothing or shortcut",
                ));
            }
        };
        Ok(Self {
            name,
            flavour,
            shortcut: None,
        })
    }
}

/// The C side of the parameters: their declarations, and the conversions into the function's own types.
struct Parameters {
    declarations: Vec<Tokens>,
    conversions: Vec<Tokens>,
    /// As `conversions`, of a shortcut: an `Option` instead of an error.
    fast_conversions: Vec<Tokens>,
    /// The C parameters' names.
    raw: Vec<Ident>,
    arguments: Vec<Ident>,
}

impl Parameters {
    fn of(function: &ItemFn) -> syn::Result<Self> {
        let mut this = Self {
            declarations: Vec::new(),
            conversions: Vec::new(),
            fast_conversions: Vec::new(),
            raw: Vec::new(),
            arguments: Vec::new(),
        };
        for (index, input) in function.sig.inputs.iter().enumerate() {
            let FnArg::Typed(input) = input else {
                return Err(syn::Error::new_spanned(
                    input,
                    "an entry point has no receiver",
                ));
            };
            let name = format_ident!("argument_{index}");
            let ty = &input.ty;
            if is_type(ty, "InfoWriter") {
                this.raw
                    .extend(["size", "value", "size_ret"].map(identifier));
                this.declarations.push(quote!(size: usize));
                this.declarations
                    .push(quote!(value: *mut ::core::ffi::c_void));
                this.declarations.push(quote!(size_ret: *mut usize));
                this.conversions.push(quote! {
                    // SAFETY: the application's own arguments, in the order of the specification; `raw` checks what they point to.
                    let #name = unsafe { crate::info::InfoWriter::new(size, value, size_ret) };
                });
            } else if is_type(ty, "WaitList") {
                this.raw.extend(["num_events", "events"].map(identifier));
                this.declarations.push(quote!(num_events: u32));
                this.declarations
                    .push(quote!(events: *const *mut ::core::ffi::c_void));
                this.fast_conversions.push(quote! {
                    // SAFETY: as below.
                    let #name = unsafe { crate::raw::WaitList::new(num_events, events) };
                });
                this.conversions.push(quote! {
                    // SAFETY: the application's own arguments, in the order of the specification; `raw` checks what they point to.
                    let #name = unsafe { crate::raw::WaitList::new(num_events, events) };
                });
            } else if is_type(ty, "SyncPoints") {
                this.raw
                    .extend(["num_sync_points", "sync_points"].map(identifier));
                this.declarations.push(quote!(num_sync_points: u32));
                this.declarations.push(quote!(sync_points: *const u32));
                this.conversions.push(quote! {
                    // SAFETY: the application's own arguments, in the order of the specification; `raw` checks what they point to.
                    let #name = unsafe { crate::raw::SyncPoints::new(num_sync_points, sync_points) };
                });
            } else {
                this.raw.push(name.clone());
                this.declarations
                    .push(quote!(#name: <#ty as crate::raw::Argument>::Raw));
                this.fast_conversions.push(quote! {
                    // SAFETY: as below.
                    let #name = unsafe { crate::raw::Argument::from_raw_fast(#name) }?;
                });
                this.conversions.push(quote! {
                    // SAFETY: the application's own arguments, in the order of the specification; `raw` checks what they point to.
                    let #name = unsafe { <#ty as crate::raw::Argument>::from_raw(#name) }?;
                });
            }
            this.arguments.push(name);
        }
        Ok(this)
    }
}

fn identifier(name: &str) -> Ident {
    format_ident!("{name}")
}

fn is_type(ty: &Type, name: &str) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == name)
}

/// Emits the `extern "C"` twin of a function; see the crate's documentation.
#[proc_macro_attribute]
pub fn entry(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let attribute = parse_macro_input!(attribute as EntryAttribute);
    let function = parse_macro_input!(item as ItemFn);
    expand(&attribute, &function)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

fn expand(attribute: &EntryAttribute, function: &ItemFn) -> syn::Result<Tokens> {
    let parameters = Parameters::of(function)?;
    let Parameters {
        declarations,
        conversions,
        fast_conversions,
        raw,
        arguments,
    } = &parameters;
    let body = &function.sig.ident;
    let name = &attribute.name;
    let text = name.to_string();
    let header_type = format_ident!("{name}_t");
    let call = quote!(move || { #(#conversions)* #body(#(#arguments),*) });
    let (trailing, returns, boundary) = match attribute.flavour {
        Flavour::Status => (
            quote!(),
            quote!(-> ::opencl_sys::cl_int),
            quote!(crate::entry::status(#text, #call)),
        ),
        Flavour::Errcode => (
            quote!(errcode_ret: *mut ::opencl_sys::cl_int),
            quote!(-> *mut ::core::ffi::c_void),
            quote!(unsafe { crate::entry::create(#text, errcode_ret, #call) }),
        ),
        Flavour::Pointer => (
            quote!(),
            quote!(-> *mut ::core::ffi::c_void),
            quote!(crate::entry::pointer(#text, #call)),
        ),
        Flavour::Nothing => (
            quote!(),
            quote!(),
            quote!(crate::entry::nothing(#text, #call)),
        ),
    };
    // What the shortcut did not do falls to a function of its own, so that little has to be saved and restored around the shortcut.
    let boundary = match &attribute.shortcut {
        None => boundary,
        Some(shortcut) => quote! {
            #[inline(never)]
            unsafe extern "C" fn whole(#(#declarations,)*) #returns {
                #boundary
            }
            let fast = || { #(#fast_conversions)* Some(#shortcut(#(#arguments),*)) };
            if fast() == Some(true) {
                return ::opencl_sys::CL_SUCCESS;
            }
            // SAFETY: the arguments of this very call, as they came.
            unsafe { whole(#(#raw),*) }
        },
    };
    let placed = attribute
        .shortcut
        .as_ref()
        .map(|_| place_at_cache_line(&text));
    let (section, alignment) = placed.unzip();
    let documentation = format!("The C entry point `{name}`.");
    Ok(quote! {
        #[allow(clippy::too_many_arguments, reason = "the parameters are those of the OpenCL call")]
        #function

        #alignment
        #[doc = #documentation]
        #section
        #[allow(
            non_snake_case, unsafe_code, clippy::undocumented_unsafe_blocks, clippy::too_many_arguments,
            reason = "the boundary to C: arguments are as OpenCL requires of the caller, and each is converted once"
        )]
        pub(crate) unsafe extern "C" fn #name(#(#declarations,)* #trailing) #returns {
            #boundary
        }
        // The header's own type: a signature that differs does not compile.
        const _: crate::header::#header_type = Some(#name);
    })
}

/// An attribute that gives a function a section of its own, and what has the section begin at a cache line. Shortcuts are few instructions,
/// most of them branches: how those lie in cache lines is up to a tenth of the call's time, and else a matter of chance.
fn place_at_cache_line(name: &str) -> (Tokens, Tokens) {
    let section = format!(".text.{name}");
    let directive = format!(".pushsection {section},\"ax\",@progbits\n.p2align 6\n.popsection");
    (
        quote!(#[unsafe(link_section = #section)]),
        quote!(::core::arch::global_asm!(#directive);),
    )
}
