namespace Theory.Validation.Training;

/// <summary>Steps of L-BFGS after those of the first optimizer (J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., algorithm 7.5).</summary>
/// <remarks>
/// Every network has its own memory and its own line search, which ends where the strong Wolfe conditions hold. A step never increases the
/// loss; a network whose loss no direction decreases any more in this arithmetic rests.
/// </remarks>
/// <param name="Steps">The number of steps; each takes one evaluation of loss and gradient or a few.</param>
/// <param name="History">Pairs of differences that are remembered. Default 50.</param>
/// <param name="Decrease">c₁: the part of the expected decrease that is demanded. Default 1e-4.</param>
/// <param name="Curvature">c₂: the slope that may remain, as a part of the first one. Default 0.9.</param>
public sealed record LbfgsOptions(int Steps, int History = 50, double Decrease = 1e-4, double Curvature = 0.9)
{
    /// <summary>Vectors of a network's parameters, in double precision, that are kept: the memory, point, gradient, direction, and two for the trial.</summary>
    internal int VectorsPerNetwork => (2 * History) + 5;

    /// <summary>Checks every option.</summary>
    /// <exception cref="UserInputException">One is out of its range.</exception>
    public void Validate()
    {
        Require.That(Steps >= 1, $"L-BFGS is to take {Steps} steps; it must be at least 1");
        Require.That(History >= 1, $"L-BFGS is to remember {History} pairs; it must be at least 1");
        Require.That(Decrease > 0 && Decrease < Curvature && Curvature < 1, $"the conditions of L-BFGS are {Decrease} and {Curvature}; they must be 0 < c1 < c2 < 1");
    }
}
