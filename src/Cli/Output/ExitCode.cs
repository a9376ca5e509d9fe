namespace Theory.Cli.Output;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>The input was fine, but the run failed.</summary>
    public const int RunFailed = 1;

    /// <summary>The user's input cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of the program (EX_SOFTWARE of sysexits.h).</summary>
    public const int InternalFault = 70;
}
