using System.Linq.Expressions;
using FastExpressionCompiler;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Compiles exact expressions to delegates in double precision.</summary>
public static class ExpressionCompiler
{
    /// <summary>Compiles an expression in one symbol.</summary>
    /// <param name="expr">The expression.</param>
    /// <param name="symbol">The only symbol in it.</param>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static Func<double, double> Compile(Expr expr, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(symbol);
        return Compile(FormulaProgram.Compile([expr], symbol), 0);
    }

    /// <summary>Compiles an expression in several symbols; the function takes their values in the same order.</summary>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static Func<double[], double> Compile(Expr expr, IReadOnlyList<Symbol> symbols)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(symbols);
        FormulaProgram program = FormulaProgram.Compile([expr], symbols);
        ParameterExpression values = Expression.Parameter(typeof(double[]), "values");
        Expression[] variables = [.. symbols.Select((_, i) => Expression.ArrayIndex(values, Expression.Constant(i)))];
        return Expression.Lambda<Func<double[], double>>(Body(program, 0, variables), values).CompileFast();
    }

    /// <summary>One formula of a program of one symbol.</summary>
    internal static Func<double, double> Compile(FormulaProgram program, int output)
    {
        ParameterExpression x = Expression.Parameter(typeof(double), "x");
        return Expression.Lambda<Func<double, double>>(Body(program, output, [x]), x).CompileFast();
    }

    /// <summary>What is used once stands where it is used, what is used more often in a variable.</summary>
    private static Expression Body(FormulaProgram program, int output, Expression[] inputs)
    {
        int root = program.Outputs[output];
        int[] uses = new int[program.Inputs + program.Instructions.Count];
        uses[root] = 1;
        foreach (Instruction step in program.Instructions.Reverse().Where(step => uses[step.Target] > 0))
        {
            foreach (int operand in new[] { step.A, step.B, step.C }.Where(v => v >= 0))
            {
                uses[operand]++;
            }
        }

        List<ParameterExpression> variables = [];
        List<Expression> statements = [];
        Expression[] values = new Expression[uses.Length];
        inputs.CopyTo(values, 0);
        foreach (Instruction step in program.Instructions.Where(step => uses[step.Target] > 0))
        {
            Expression value = Translate(step, step.A < 0 ? null! : values[step.A], step.B < 0 ? null! : values[step.B], step.C < 0 ? null! : values[step.C]);
            if (uses[step.Target] > 1 && step.Operation != Operation.Fill)
            {
                ParameterExpression variable = Expression.Variable(typeof(double));
                variables.Add(variable);
                statements.Add(Expression.Assign(variable, value));
                value = variable;
            }

            values[step.Target] = value;
        }

        return statements.Count == 0 ? values[root] : Expression.Block(variables, [.. statements, values[root]]);
    }

    private static Expression Translate(Instruction step, Expression a, Expression b, Expression c)
    {
        ConstantExpression s = Expression.Constant(step.Constant);
        return step.Operation switch
        {
            Operation.Fill => s,
            Operation.Add => Expression.Add(a, b),
            Operation.Subtract => Expression.Subtract(a, b),
            Operation.AddConstant => Expression.Add(a, s),
            Operation.Multiply => Expression.Multiply(a, b),
            Operation.Scale => Scaled(a, step),
            Operation.AddMultiple => Expression.Add(Scaled(a, step), b),
            Operation.MultiplyAddConstant => Expression.Add(Expression.Multiply(a, b), s),
            Operation.Divide => Expression.Divide(a, b),
            Operation.DivideConstant => Expression.Divide(s, a),
            Operation.SquareRoot => Call(Math.Sqrt, a),
            Operation.Power => Call(Math.Pow, a, b),
            Operation.ExponentialMinusOne => Call(SpecialFunctions.Expm1, a),
            Operation.LogarithmOfOnePlus => Call(SpecialFunctions.Log1p, a),
            Operation.LogarithmOfCosh => Call(SpecialFunctions.LogCosh, a),
            Operation.AddRoot => Expression.Call(((Func<double, double, double, double>)SpecialFunctions.AddRoot).Method, a, b, s),
            Operation.Arsinh => Call(SpecialFunctions.Arsinh, a),
            _ => Call(step.Function, a, b, c),
        };
    }

    private static Expression Scaled(Expression a, Instruction step)
    {
        Expression above = step.Constant == 1 ? a : Expression.Multiply(a, Expression.Constant(step.Constant));
        return step.Divisor == 1 ? above : Expression.Divide(above, Expression.Constant(step.Divisor));
    }

    private static MethodCallExpression Call(FunctionKind kind, Expression a, Expression b, Expression c) => kind switch
    {
        FunctionKind.Max => Call(Math.Max, a, b),
        FunctionKind.Min => Call(Math.Min, a, b),
        FunctionKind.BivariateNormalCdf => Expression.Call(((Func<double, double, double, double>)SpecialFunctions.BivariateNormalCdf).Method, a, b, c),
        _ => Expression.Call(FieldFunction.Of(kind).Scalar.Method, a),
    };

    private static MethodCallExpression Call(Func<double, double> method, Expression x) => Expression.Call(method.Method, x);

    private static MethodCallExpression Call(Func<double, double, double> method, Expression x, Expression y) => Expression.Call(method.Method, x, y);
}
