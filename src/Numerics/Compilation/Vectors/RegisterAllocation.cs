namespace Theory.Numerics.Compilation.Vectors;

/// <summary>Gives the values of a program registers: one is free again after the last use of its value.</summary>
internal static class RegisterAllocation
{
    /// <summary>The program with registers in place of values; inputs keep the first ones.</summary>
    public static VectorProgram Assign(FormulaProgram program)
    {
        (IReadOnlyList<Instruction> instructions, int inputs, IReadOnlyList<int> outputs) = (program.Instructions, program.Inputs, program.Outputs);
        Dictionary<int, int> lastUse = [];
        for (int i = 0; i < instructions.Count; i++)
        {
            foreach (int operand in Operands(instructions[i]))
            {
                lastUse[operand] = i;
            }
        }

        foreach (int output in outputs)
        {
            lastUse[output] = int.MaxValue;
        }

        Dictionary<int, int> registerOf = Enumerable.Range(0, inputs).ToDictionary(i => i, i => i);
        Stack<int> free = [];
        int count = inputs;
        List<Instruction> assigned = [];
        for (int i = 0; i < instructions.Count; i++)
        {
            Instruction step = instructions[i];
            int At(int value) => value < 0 ? -1 : registerOf[value];
            (int a, int b, int c) = (At(step.A), At(step.B), At(step.C));
            foreach (int operand in Operands(step).Distinct())
            {
                // Elementwise operations may write over an operand.
                if (lastUse[operand] == i && operand >= inputs)
                {
                    free.Push(registerOf[operand]);
                }
            }

            int target = free.Count > 0 ? free.Pop() : count++;
            registerOf[step.Target] = target;
            if (!lastUse.ContainsKey(step.Target))
            {
                free.Push(target);
            }

            assigned.Add(step with { Target = target, A = a, B = b, C = c });
        }

        return new VectorProgram([.. assigned], inputs, [.. outputs.Select(o => registerOf[o])], count);
    }

    private static IEnumerable<int> Operands(Instruction step) => new[] { step.A, step.B, step.C }.Where(v => v >= 0);
}
