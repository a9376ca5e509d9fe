namespace Theory;

/// <summary>The request itself cannot be answered as it was given; the message tells the user what to change.</summary>
/// <remarks>Thrown for bad input only. A broken invariant of the program throws something else.</remarks>
public sealed class UserInputException : Exception
{
    /// <summary>Creates the exception with a message that is shown to the user unchanged.</summary>
    /// <param name="message">What was wrong and, where known, what would be right.</param>
    public UserInputException(string message)
        : base(message)
    {
    }
}
