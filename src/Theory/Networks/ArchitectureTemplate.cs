using Theory.Activations;

namespace Theory.Networks;

/// <summary>The text of a network that is read with many C_b, C_W and beta, its activations once.</summary>
public sealed class ArchitectureTemplate
{
    private readonly ArchitectureMemory _memory = new();

    /// <summary>A text, which is checked.</summary>
    /// <exception cref="UserInputException">It is not a network; carries the position.</exception>
    public ArchitectureTemplate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        string plain = With(new Linear(0, 1)).ToString();
        LeavesCw = With(new Linear(0, 2)).ToString() != plain;
        LeavesCb = With(new Linear(1, 1)).ToString() != plain;
        LeavesBeta = With(new Linear(0, 1), 2).ToString() != plain;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>True when a layer does not say its C_W.</summary>
    public bool LeavesCw { get; }

    /// <summary>True when a layer does not say its C_b.</summary>
    public bool LeavesCb { get; }

    /// <summary>True when a skip does not say its beta.</summary>
    public bool LeavesBeta { get; }

    /// <summary>The activations that occur.</summary>
    public IReadOnlyCollection<Activation> Activations => _memory.Activations;

    /// <summary>The network.</summary>
    /// <param name="defaults">What linear layers have where they do not say otherwise.</param>
    /// <param name="beta">The beta of skips that do not say otherwise.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public Architecture With(Linear defaults, double beta = 1) => new(ArchitectureParser.Parse(Text, defaults, beta, _memory));
}
