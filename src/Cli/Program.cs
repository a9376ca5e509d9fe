Console.WriteLine("theory");
