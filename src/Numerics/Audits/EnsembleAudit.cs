namespace Theory.Numerics.Audits;

/// <summary>Several networks of one shape: what they have in common, and how much they differ.</summary>
/// <param name="Networks">The networks.</param>
/// <param name="Layers">Their layers.</param>
public sealed record EnsembleAudit(IReadOnlyList<NetworkAudit> Networks, IReadOnlyList<EnsembleLayer> Layers)
{
    /// <summary>Puts audits together.</summary>
    /// <exception cref="UserInputException">There are fewer than two, or they differ in shape.</exception>
    public static EnsembleAudit Of(IReadOnlyList<NetworkAudit> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        Require.That(networks.Count >= 2, $"an ensemble has at least two networks, got {networks.Count}");
        foreach (NetworkAudit other in networks)
        {
            Require.That(
                other.Layers.Select(l => (l.Inputs, l.Outputs)).SequenceEqual(networks[0].Layers.Select(l => (l.Inputs, l.Outputs))),
                $"the files hold networks of different shapes, of which no ensemble can be made; audit them one by one");
        }

        return new EnsembleAudit(networks, [.. Enumerable.Range(0, networks[0].Layers.Count).Select(l => EnsembleLayer.Of([.. networks.Select(n => n.Layers[l])]))]);
    }
}
