namespace Theory.Validation.NativeLibraries;

/// <summary>Torch cannot be loaded on this machine; the message is one line and says what is missing and what to do.</summary>
public sealed class TorchUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing and what to do, in one line.</param>
    /// <param name="innerException">The loader's own failure, if there was one.</param>
    public TorchUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
