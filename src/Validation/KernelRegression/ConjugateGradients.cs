using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Preconditioned conjugate gradients for several right-hand sides at once, each with its own steps.</summary>
/// <remarks>With a Cholesky factor in single precision as the preconditioner it is iterative refinement that also converges where rounding has spoilt the factor.</remarks>
internal static class ConjugateGradients
{
    // The recursive residual and the true one part by rounding; then it starts again from the true one.
    private const int MostRestarts = 6;

    /// <summary>Solves A x = b.</summary>
    /// <param name="product">A v.</param>
    /// <param name="precondition">About A^-1 v.</param>
    /// <param name="right">b, a column for each system.</param>
    /// <param name="goal">The largest residual that is wanted, against the largest element of b.</param>
    /// <param name="mostSteps">The largest number of steps.</param>
    /// <param name="progress">Told the logarithm of the residual that is gained, as a fraction of what is wanted.</param>
    /// <returns>The solution, in the scope of the caller, its true residual against the largest element of b, and the steps.</returns>
    public static (Tensor Solution, double Residual, int Steps) Solve(
        Func<Tensor, Tensor> product, Func<Tensor, Tensor> precondition, Tensor right, double goal, int mostSteps, IProgress<double> progress)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double largest = Largest(right);
        if (largest == 0)
        {
            return (torch.zeros_like(right).MoveToOuterDisposeScope(), 0, 0);
        }

        Tensor best = precondition(right);
        double left = double.PositiveInfinity;
        int steps = 0;
        Tensor x = best;
        for (int restart = 0; restart < MostRestarts; restart++)
        {
            Tensor r = right.sub(product(x));
            double now = Largest(r) / largest;
            if (!(now < 0.9 * left))
            {
                break;
            }

            (best, left) = (x, now);
            if (left <= goal || steps >= mostSteps)
            {
                break;
            }

            (x, int taken) = Run(product, precondition, x, r, goal * largest / 2, mostSteps - steps, now => progress.Report(
                Math.Clamp(Math.Log(Math.Min(1, now / largest)) / Math.Log(goal), 0, 1)));
            steps += taken;
        }

        return (best.MoveToOuterDisposeScope(), left, steps);
    }

    private static (Tensor Solution, int Steps) Run(
        Func<Tensor, Tensor> product, Func<Tensor, Tensor> precondition, Tensor start, Tensor residual, double goal, int mostSteps, Action<double> report)
    {
        (Tensor x, Tensor r) = (start, residual);
        Tensor z = precondition(r);
        Tensor direction = z;
        Tensor energy = Dot(r, z);
        int step = 0;
        double smallest = double.PositiveInfinity;
        for (int since = 0; step < mostSteps && since < 10; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor image = product(direction);
            Tensor length = Ratio(energy, Dot(direction, image));
            x = x.Plus(direction.mul(length));
            r = r.sub(image.mul(length));
            double now = Largest(r);
            report(now);
            z = precondition(r);
            Tensor next = Dot(r, z);
            direction = z.Plus(direction.mul(Ratio(next, energy)));
            energy = next;
            foreach (Tensor kept in (Tensor[])[x, r, direction, energy])
            {
                kept.MoveToOuterDisposeScope();
            }

            since = now < 0.9 * smallest ? 0 : since + 1;
            smallest = Math.Min(smallest, now);
            if (now <= goal)
            {
                return (x, step + 1);
            }
        }

        return (x, step);
    }

    private static Tensor Dot(Tensor a, Tensor b) => a.mul(b).sum(dim: 0, keepdim: true);

    // A system that is solved exactly has nothing left to divide.
    private static Tensor Ratio(Tensor a, Tensor b) => torch.where(b.IsAbove(0), a.div(b), torch.zeros_like(a));

    private static double Largest(Tensor values) => values.abs().max().cpu().data<double>()[0];
}
