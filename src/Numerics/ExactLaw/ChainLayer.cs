namespace Theory.Numerics.ExactLaw;

/// <summary>The law of one layer at one setting of the accuracy.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Law">The law of ln G.</param>
/// <param name="Cumulants">The mean and the next three cumulants of G; null where part of the law is beyond double precision.</param>
internal sealed record ChainLayer(int Layer, GridLaw Law, double[]? Cumulants);
