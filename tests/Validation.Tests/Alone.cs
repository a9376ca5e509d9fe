namespace Theory.Validation.Tests;

/// <summary>
/// Tests that collect garbage all the time run alone: they are to find what this project does wrong, and TorchSharp's own operations in other tests, whose tensors
/// nobody holds while they are read, crash beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
