using System.Globalization;

namespace Theory.Expectations;

/// <summary>
/// Ends a derivation that needs too much work or is cancelled. Work is counted in nodes of the formulas that are multiplied and added, the same number on an
/// idle machine and on a busy one, so that what has a closed form has it everywhere.
/// </summary>
/// <param name="work">The nodes that may be handled.</param>
/// <param name="cancellation">Ends the derivation.</param>
internal sealed class DerivationBudget(long work, CancellationToken cancellation)
{
    private long _spent;

    /// <summary>Counts a step that handles so many nodes. Called in every loop whose length depends on the input.</summary>
    /// <exception cref="NoClosedFormException">The work is used up.</exception>
    /// <exception cref="OperationCanceledException">The derivation was cancelled.</exception>
    public void Spend(long nodes)
    {
        cancellation.ThrowIfCancellationRequested();
        _spent += 1 + nodes;
        if (_spent > work)
        {
            throw new NoClosedFormException(string.Create(CultureInfo.InvariantCulture,
                $"no closed form was found within {work} steps of algebra; the activation is evaluated by quadrature instead"));
        }
    }
}
