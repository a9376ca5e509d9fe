namespace Theory;

/// <summary>Input from the user that cannot be used; the message is one line and says what to change.</summary>
public sealed class UserInputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong with the input and what would be accepted, in one line.</param>
    public UserInputException(string message)
        : base(message)
    {
    }
}
