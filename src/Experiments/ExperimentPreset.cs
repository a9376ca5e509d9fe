namespace Theory.Experiments;

/// <summary>The size of an experiment.</summary>
public enum ExperimentPreset
{
    /// <summary>Seconds: shows that everything works; the numbers mean little.</summary>
    Smoke,

    /// <summary>Minutes on two processor cores: smaller networks and ensembles than the paper's.</summary>
    Reduced,

    /// <summary>The paper's sizes.</summary>
    Paper,
}
