namespace Theory;

/// <summary>
/// The one exception for input that a user can correct: a syntax error, an unknown name, an argument outside its domain,
/// a quantity that does not exist. Its message is one line that says what is wrong and what would be right.
/// </summary>
public sealed class UserInputException : Exception
{
    private readonly Func<int, string>? _messageAfter;

    /// <summary>Creates an error with a one-line message.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public UserInputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error that points into the text the user typed.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="input">The text the user typed.</param>
    /// <param name="position">Zero-based position in <paramref name="input"/>; its length means the end.</param>
    public UserInputException(string message, string input, int position)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, input.Length);
        Input = input;
        Position = position;
    }

    /// <summary>Creates an error whose message counts positions in the text the user typed.</summary>
    /// <param name="message">The message, given how many characters stand before the text in a longer one of which it is a part.</param>
    /// <param name="input">The text.</param>
    /// <param name="position">Zero-based position in <paramref name="input"/>; its length means the end.</param>
    internal UserInputException(Func<int, string> message, string input, int position)
        : this(message(0), input, position) => _messageAfter = message;

    /// <summary>The text the user typed, or null when the error does not point into a text.</summary>
    public string? Input { get; }

    /// <summary>Zero-based position in <see cref="Input"/>, or null.</summary>
    public int? Position { get; }

    /// <summary>Whether a name in the text is none that is known, so that what it may stand for elsewhere is worth a hint.</summary>
    internal bool IsUnknownName { get; init; }

    /// <summary>The message where so many characters stand before the input, in a longer text of which it is a part: positions that it names are counted from the start of that.</summary>
    internal string MessageAfter(int characters) => _messageAfter?.Invoke(characters) ?? Message;

    /// <summary>
    /// The input with a caret under the offending position, as two lines; null when the error does not point into a text.
    /// Long inputs are cut to a window around the position.
    /// </summary>
    public string? Excerpt
    {
        get
        {
            if (Input is null || Position is not int position)
            {
                return null;
            }

            const int Before = 50;
            const int Window = 76;
            int start = Math.Max(0, position - Before);
            int end = Math.Min(Input.Length, start + Window);
            string prefix = start > 0 ? "..." : "";
            string suffix = end < Input.Length ? "..." : "";
            string line = new([.. Input[start..end].Select(c => char.IsControl(c) ? ' ' : c)]);
            return prefix + line + suffix + Environment.NewLine + new string(' ', prefix.Length + position - start) + "^";
        }
    }
}
