namespace Theory.Numerics.Quadrature;

/// <summary>Several integrands that share their nodes.</summary>
internal interface IPanelIntegrand
{
    /// <summary>How many integrands there are.</summary>
    public int Count { get; }

    /// <summary>Breakpoints in increasing order, the origin, and features, in t = z/sqrt(K).</summary>
    public ReadOnlySpan<Anchor> Anchors { get; }

    /// <summary>True if an integrand that is 0 wherever the density is large may yet be something farther out.</summary>
    public bool MayBeginLate { get; }

    /// <summary>True if this integrand has to be finite and converged.</summary>
    public bool IsRequested(int index);

    /// <summary>True if this integrand is summed; those that are not even requested are summed on panels that suit the others.</summary>
    public bool IsSummed(int index);

    /// <summary>True if this integrand is a sum whose terms may cancel, so that its rounding errors follow from the sizes of the terms and not from its own.</summary>
    public bool Cancels(int index);

    /// <summary>Evaluates every integrand, times the normal density of t, at the nodes of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="values">Receives <see cref="PanelRule.Order"/> values for each integrand in turn.</param>
    /// <param name="sizes">Receives, for those that may cancel, the sums of the absolute values of their terms.</param>
    /// <returns>False if values at an anchored end contradict those at the nodes: there is structure that no node has seen.</returns>
    public bool Fill(in Panel panel, Span<double> values, Span<double> sizes);

    /// <summary>Bounds what rounding errors of the function do to the integrals over a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="anywhere">True also where the function is not known to cancel.</param>
    /// <param name="bounds">Receives the bound for each integrand.</param>
    /// <returns>False if nothing is known of such errors.</returns>
    public bool TryBoundRounding(in Panel panel, bool anywhere, Span<double> bounds);
}
