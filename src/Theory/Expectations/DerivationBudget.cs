using System.Diagnostics;
using System.Globalization;

namespace Theory.Expectations;

/// <summary>Ends a derivation that takes too long or is cancelled. Checked in every loop whose length depends on the input.</summary>
internal sealed class DerivationBudget(TimeSpan time, CancellationToken cancellation)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Goes on while there is time.</summary>
    /// <exception cref="NoClosedFormException">The time is used up.</exception>
    /// <exception cref="OperationCanceledException">The derivation was cancelled.</exception>
    public void Check()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_start) > time)
        {
            throw new NoClosedFormException(string.Create(CultureInfo.InvariantCulture,
                $"no closed form was found within {time.TotalSeconds} s; the activation is evaluated by quadrature instead"));
        }
    }
}
