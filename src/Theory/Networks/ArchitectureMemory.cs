using System.Collections.Concurrent;
using Theory.Activations;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Networks;

/// <summary>Activations and numbers of a text that is read more than once.</summary>
internal sealed class ArchitectureMemory
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double?> _numbers = new(StringComparer.Ordinal);

    /// <summary>The activations that were read.</summary>
    public IReadOnlyCollection<Activation> Activations => [.. _activations.Values];

    /// <summary>An activation by its text.</summary>
    /// <exception cref="UserInputException">It is none.</exception>
    public Activation Activation(string text) => _activations.GetOrAdd(text, Theory.Activations.Activation.Parse);

    /// <summary>A constant by its text; null where it is none.</summary>
    /// <exception cref="UserInputException">It is no formula.</exception>
    public double? Number(string text) => _numbers.GetOrAdd(text, t => ConstantValue.Of(ExpressionParser.Parse(t)));
}
