//! `operations!`: an OpenAPI document as `static`s.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Error, LitStr, Result};
use vouchsafe_codegen::program_tokens;
use vouchsafe_compiler::{OperationKind, OperationSchemas};
use vouchsafe_core::Part;

use crate::{emit, schema};

/// Expands to:
///
/// ```text
/// /// `POST /orders`: Create an order.
/// pub static ORDERS_CREATE: v::Operation = v::Operation::new("orders.create", …, &[v::OperationPart::new(…)]);
/// /// Every operation of `openapi.json`.
/// pub static OPERATIONS: &[&v::Operation] = &[&ORDERS_CREATE];
/// ```
pub(crate) fn expand(tokens: TokenStream) -> Result<TokenStream> {
    let path: LitStr = syn::parse2(tokens)?;
    let root = schema::manifest_dir(&path)?;
    let document = path.value();
    let operations = schema::compiler()
        .compile_openapi(&root, &document)
        .map_err(|faults| schema::errors(&path, faults))?;
    // What a server sends is checked elsewhere.
    let operations = operations.into_iter();
    let operations = operations.filter(|operation| operation.kind == OperationKind::Path);
    let operations: Vec<OperationSchemas> = operations.collect();
    let mut files: Vec<String> = vec![document.clone()];
    for operation in &operations {
        refuse_unusual(operation, &path)?;
    }
    let parts = operations.iter().flat_map(OperationSchemas::parts);
    // Those that have faults have been refused.
    for compiled in parts.filter_map(|(_, _, schema)| schema.compiled().ok()) {
        let read = compiled.files.iter();
        files.extend(read.map(|file| schema::relative(&root, file)));
    }
    files.sort();
    files.dedup();
    let tracked = emit::tracked(&files);
    let private = emit::private(None);
    let names = names(&operations, &path)?;
    let statics = operations
        .iter()
        .zip(&names)
        .map(|(operation, name)| one(operation, name, &private));
    let all = format!("Every operation of `{document}`, in the order of the document.");
    Ok(quote! {
        #(#statics)*
        #[doc = #all]
        pub static OPERATIONS: &[&#private::Operation] = &[#(&#names),*];
        const _: () = {
            #tracked
        };
    })
}

/// `Operation::check` is given parameters as names and texts, reads them as they are usually written, and takes every
/// body for JSON.
fn refuse_unusual(operation: &OperationSchemas, path: &LitStr) -> Result<()> {
    let has_json = operation
        .parts()
        .iter()
        .any(|(part, ..)| *part == Part::Body);
    if operation.body.is_some() && !has_json {
        let words = format!(
            "the body of `{}` has no JSON schema, and `operations!` supports no other media types",
            operation.id
        );
        return Err(Error::new(path.span(), words));
    }
    let Some(unusual) = operation.parameters.iter().find(|known| !known.is_usual()) else {
        return Ok(());
    };
    let words = format!(
        "the parameter `{}` of `{}` is written in a way that `operations!` does not support\n  \
         help: leave out its `style`, `explode`, `content` and `allowEmptyValue`; `vouchsafe check` reads them all",
        unusual.name, operation.id
    );
    Err(Error::new(path.span(), words))
}

fn names(operations: &[OperationSchemas], path: &LitStr) -> Result<Vec<Ident>> {
    let mut names: Vec<Ident> = Vec::new();
    for operation in operations {
        let text: String = operation
            .id
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        let digit = text.starts_with(|first: char| first.is_ascii_digit());
        let name = Ident::new(
            &if digit { format!("_{text}") } else { text },
            Span::call_site(),
        );
        if names.contains(&name) {
            let words = format!(
                "two operations would be called `{name}`: their `operationId`s are too much alike"
            );
            return Err(Error::new(path.span(), words));
        }
        names.push(name);
    }
    Ok(names)
}

fn one(operation: &OperationSchemas, name: &Ident, private: &TokenStream) -> TokenStream {
    let OperationSchemas {
        id,
        method,
        path_template,
        summary,
        deprecated,
        ..
    } = operation;
    let deprecated = deprecated
        .as_ref()
        .map_or_else(|| quote!(v::None), |words| quote!(v::Some(#words)));
    let doc = format!("`{method} {path_template}`: {summary}");
    let parts = operation.parts();
    let parts = parts.iter().filter_map(|(part, required, schema)| {
        let program = schema.program().ok()?;
        let part = format_ident!(
            "{}",
            match part {
                Part::Path => "Path",
                Part::Query => "Query",
                Part::Header => "Header",
                Part::Cookie => "Cookie",
                Part::Response => "Response",
                _ => "Body",
            }
        );
        let program = program_tokens(program.parts());
        Some(quote!(v::OperationPart::new(v::Part::#part, #required, { #program })))
    });
    quote! {
        #[doc = #doc]
        pub static #name: #private::Operation = {
            use #private as v;
            v::Operation::new(#id, (#method, #path_template), #summary, #deprecated, &[#(#parts),*])
        };
    }
}
