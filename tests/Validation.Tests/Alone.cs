namespace Theory.Validation.Tests;

/// <summary>Tests that collect garbage all the time stop every other thread again and again: beside others they would cost more time than they take.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
