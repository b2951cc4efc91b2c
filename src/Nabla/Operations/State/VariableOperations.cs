using Nabla.Operations;

namespace Nabla;

/// <summary>What changes a variable by a formula.</summary>
public static class VariableOperations
{
    extension(Variable variable)
    {
        /// <summary>Adds to the value: v ← v + x.</summary>
        public Variable AssignAdd(Operand x) => variable.Assign(variable + Same(variable, "AssignAdd", x));

        /// <summary>Subtracts from the value: v ← v − x.</summary>
        public Variable AssignSub(Operand x) => variable.Assign(variable - Same(variable, "AssignSub", x));

        /// <summary>v ← v + x.</summary>
        public void operator +=(Tensor x) => variable.AssignAdd(x);

        /// <summary>v ← v + x.</summary>
        public void operator +=(Operand x) => variable.AssignAdd(x);

        /// <summary>v ← v − x.</summary>
        public void operator -=(Tensor x) => variable.AssignSub(x);

        /// <summary>v ← v − x.</summary>
        public void operator -=(Operand x) => variable.AssignSub(x);
    }

    static Tensor Same(Variable variable, string op, Operand x) => x.ToTensor(op, variable.ElementType);
}
