using System.Collections.Immutable;

namespace Theory.Parsing;

/// <summary>A name with arguments, as <c>elu(2*z, alpha=0.5)</c> or <c>torch.nn.ELU(0.5)</c>.</summary>
/// <param name="Name">The name without the modules before it.</param>
/// <param name="Modules">The modules before it, as torch, nn.</param>
/// <param name="Arguments">The arguments in order.</param>
/// <param name="Position">Where the name starts in the text.</param>
/// <param name="IsWhole">True when nothing else stands in the text: then numbers are parameters, inside a formula they are arguments.</param>
internal sealed record Call(string Name, ImmutableArray<string> Modules, ImmutableArray<Argument> Arguments, int Position, bool IsWhole)
{
    /// <summary>The arguments by position.</summary>
    public IEnumerable<Argument> Positional => Arguments.Where(a => a.Keyword is null);
}
