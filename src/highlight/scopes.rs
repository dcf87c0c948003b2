//! The scopes that begin and end at a match, in syntect's order.

use super::regexes::GivenUp;
use onig::Region;
use syntect::parsing::syntax_definition::{
    Context, ContextReference, MatchOperation, MatchPattern,
};
use syntect::parsing::{ScopeStackOp, SyntaxSet};

/// What happens to the scopes, and at which byte of the line.
pub type Op = (usize, ScopeStackOp);

/// Adds what a match in `context` does to the scopes.
pub fn of_match(
    set: &SyntaxSet,
    context: &Context,
    pattern: &MatchPattern,
    region: &Region,
    ops: &mut Vec<Op>,
) -> Result<(), GivenUp> {
    let (start, end) = region.pos(0).ok_or(GivenUp)?;
    before(set, start, context, &pattern.operation, ops)?;
    ops.extend(pattern.scope.iter().map(|scope| (start, ScopeStackOp::Push(*scope))));
    captured(pattern, region, ops);
    if !pattern.scope.is_empty() {
        ops.push((end, ScopeStackOp::Pop(pattern.scope.len())));
    }
    after(set, end, context, &pattern.operation, ops)
}

/// The scopes of what the pattern captured, the outer before the inner ones.
fn captured(pattern: &MatchPattern, region: &Region, ops: &mut Vec<Op>) {
    let mut found = Vec::new();
    for (group, scopes) in pattern.captures.iter().flatten() {
        let Some((start, end)) = region.pos(*group).filter(|(start, end)| start != end) else {
            continue;
        };
        let length = (end - start) as i64;
        found.extend(scopes.iter().map(|scope| ((start, -length), ScopeStackOp::Push(*scope))));
        found.push(((end, i64::MIN), ScopeStackOp::Pop(scopes.len())));
    }
    found.sort_by_key(|(order, _)| *order);
    ops.extend(found.into_iter().map(|((at, _), op)| (at, op)));
}

/// What happens before the scopes of the match itself.
fn before(
    set: &SyntaxSet,
    at: usize,
    context: &Context,
    operation: &MatchOperation,
    ops: &mut Vec<Op>,
) -> Result<(), GivenUp> {
    if matches!(operation, MatchOperation::Pop) {
        pop(at, context.meta_content_scope.len(), ops);
    }
    let Some((references, is_set)) = entered(operation) else { return Ok(()) };
    if is_set {
        ops.extend(context.clear_scopes.map(|_| (at, ScopeStackOp::Restore)));
    }
    for entered in resolved(set, references)? {
        let cleared = entered.clear_scopes.filter(|_| !is_set);
        ops.extend(cleared.map(|amount| (at, ScopeStackOp::Clear(amount))));
        ops.extend(entered.meta_scope.iter().map(|scope| (at, ScopeStackOp::Push(*scope))));
    }
    Ok(())
}

/// What happens after them. The scopes that `before` began are begun again, so that those of the contents follow in
/// the right order.
fn after(
    set: &SyntaxSet,
    at: usize,
    context: &Context,
    operation: &MatchOperation,
    ops: &mut Vec<Op>,
) -> Result<(), GivenUp> {
    if matches!(operation, MatchOperation::Pop) {
        pop(at, context.meta_scope.len(), ops);
        ops.extend(context.clear_scopes.map(|_| (at, ScopeStackOp::Restore)));
    }
    let Some((references, is_set)) = entered(operation) else { return Ok(()) };
    let entered = resolved(set, references)?;
    let own = context.meta_scope.len() + context.meta_content_scope.len();
    let has_content = |context: &&Context| {
        !context.meta_content_scope.is_empty() || (is_set && context.clear_scopes.is_some())
    };
    let has_own = is_set && own > 0;
    if !has_own && !entered.iter().any(has_content) {
        return Ok(());
    }
    let begun: usize = entered.iter().map(|context| context.meta_scope.len()).sum();
    pop(at, begun + if is_set { own } else { 0 }, ops);
    for context in entered {
        let cleared = context.clear_scopes.filter(|_| is_set);
        ops.extend(cleared.map(|amount| (at, ScopeStackOp::Clear(amount))));
        let scopes = context.meta_scope.iter().chain(&context.meta_content_scope);
        ops.extend(scopes.map(|scope| (at, ScopeStackOp::Push(*scope))));
    }
    Ok(())
}

/// The contexts that an operation enters, and whether they take the place of the one before.
fn entered(operation: &MatchOperation) -> Option<(&[ContextReference], bool)> {
    match operation {
        MatchOperation::Push(references) => Some((references, false)),
        MatchOperation::Set(references) => Some((references, true)),
        MatchOperation::Pop | MatchOperation::None => None,
    }
}

fn pop(at: usize, scopes: usize, ops: &mut Vec<Op>) {
    if scopes > 0 {
        ops.push((at, ScopeStackOp::Pop(scopes)));
    }
}

fn resolved<'s>(
    set: &'s SyntaxSet,
    references: &[ContextReference],
) -> Result<Vec<&'s Context>, GivenUp> {
    references.iter().map(|reference| reference.resolve(set).map_err(|_| GivenUp)).collect()
}
