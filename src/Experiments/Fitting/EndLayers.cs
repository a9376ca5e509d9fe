namespace Theory.Experiments.Fitting;

/// <summary>C_b and C_W of the first and of the last layer of weights.</summary>
internal sealed record EndLayers(double FirstCb, double FirstCw, double LastCb, double LastCw);
